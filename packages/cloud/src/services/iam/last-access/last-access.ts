import type { EntityDetails, ServiceLastAccessed } from "@aws-sdk/client-iam";
import { parseArn } from "@millrace/core";
import type { DecisionEntry } from "../../../kernel/decision-log.ts";
import type { AccessReport } from "../model.ts";
import type { IamStore } from "../store.ts";
import { type Subject, subjectOf } from "./entities-of.ts";
import { grantedServices } from "./granted-services.ts";
import { serviceNames } from "./service-names.ts";

const serviceOf = ({ action }: DecisionEntry): string => action.slice(0, action.indexOf(":"));

/** Attempts count, allowed or refused, as on AWS. */
const usesBy = (store: IamStore, { entities }: Subject): DecisionEntry[] => {
  const arns = new Set(entities.map(({ Arn }) => Arn));
  return store.decisions.list().filter(({ principal }) => arns.has(principal));
};

/** Every service that the subject may use, and when it last did. */
export function servicesLastAccessed(store: IamStore, { arn, isByAction }: AccessReport): ServiceLastAccessed[] {
  const subject = subjectOf(store, arn);
  const uses = usesBy(store, subject);
  const names = new Set(subject.documents.flatMap((document) => [...grantedServices(document)]));
  return [...names].sort().map((namespace) => {
    const own = uses.filter((use) => serviceOf(use) === namespace);
    const last = latest(own);
    return {
      ServiceName: serviceNames[namespace] ?? namespace,
      ServiceNamespace: namespace,
      TotalAuthenticatedEntities: new Set(own.map(({ principal }) => principal)).size,
      ...(last === undefined
        ? {}
        : {
            LastAuthenticated: new Date(last.lastAt),
            LastAuthenticatedEntity: last.principal,
            ...regionOf(last, "LastAuthenticatedRegion"),
          }),
      ...(isByAction ? { TrackedActionsLastAccessed: actionsOf(own) } : {}),
    };
  });
}

/** Who of the subject's entities has used a service, in the order of their ARNs. */
export function entitiesLastAccessed(store: IamStore, { arn }: AccessReport, namespace: string): EntityDetails[] {
  const subject = subjectOf(store, arn);
  const uses = usesBy(store, subject).filter((use) => serviceOf(use) === namespace);
  const details = subject.entities.map((entity): EntityDetails => {
    const last = latest(uses.filter(({ principal }) => principal === entity.Arn));
    return { EntityInfo: entity, ...(last === undefined ? {} : { LastAuthenticated: new Date(last.lastAt) }) };
  });
  return details.sort((one, other) => ((one.EntityInfo?.Arn ?? "") < (other.EntityInfo?.Arn ?? "") ? -1 : 1));
}

function actionsOf(uses: readonly DecisionEntry[]) {
  const actions = [...new Set(uses.map(({ action }) => action))].sort();
  return actions.flatMap((action) => {
    const last = latest(uses.filter((use) => use.action === action));
    if (last === undefined) return [];
    return {
      ActionName: action.slice(action.indexOf(":") + 1),
      LastAccessedEntity: last.principal,
      LastAccessedTime: new Date(last.lastAt),
      ...regionOf(last, "LastAccessedRegion"),
    };
  });
}

const latest = (uses: readonly DecisionEntry[]): DecisionEntry | undefined =>
  uses.reduce<DecisionEntry | undefined>(
    (last, use) => (last === undefined || use.lastAt > last.lastAt ? use : last),
    undefined,
  );

/** As far as the resource names one. */
function regionOf<Name extends string>({ resource }: DecisionEntry, name: Name): Partial<Record<Name, string>> {
  const region = parseArn(resource)?.region;
  return (region ? { [name]: region } : {}) as Partial<Record<Name, string>>;
}
