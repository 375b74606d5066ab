import { isDeepStrictEqual } from "node:util";
import type { Call } from "../../../kernel/operation.ts";
import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { findExport, liveLookups } from "../engine/deployment.ts";
import { changedProperties, replacementBy } from "../engine/replacement.ts";
import type { ResourceState, Stack } from "../model.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { evaluate, type Lookups, unknownValue } from "../templates/functions.ts";
import type { Prepared } from "../templates/prepare.ts";
import { referencesIn } from "../templates/references.ts";
import type { ResourceDeclaration } from "../templates/template.ts";
import { toText } from "../templates/text.ts";
import type { Change, Detail } from "./model.ts";

/** What deploying a template would do to each resource of a stack, in the order in which it would be done. */
export function planChanges(
  call: Call<StackStore>,
  stack: Stack,
  prepared: Prepared,
  onMissingExport: (name: string, logicalId: string) => void = () => undefined,
): Change[] {
  const planned = new Map<string, Change>();
  let current = "";
  const lookups = lookupsOf(call, stack, prepared, planned, (name) => onMissingExport(name, current));
  for (const logicalId of inOrder(prepared)) {
    const declared = prepared.resources.get(logicalId);
    if (declared === undefined) continue;
    current = logicalId;
    const known = call.store.resource(stack.id, logicalId)?.state;
    const value = evaluate(declared.properties, lookups);
    const properties = isObject(value) ? value : {};
    const change =
      known === undefined ? added(declared, properties) : modified({ prepared, declared, known, properties, planned });
    if (change !== undefined) planned.set(logicalId, change);
  }
  const removed = call.store.resources(stack.id).flatMap(({ logicalId, state }): Change[] => {
    if (state === undefined || prepared.resources.has(logicalId)) return [];
    const { type, physicalId, properties, deletionPolicy } = state;
    const policyAction = isPolicy(deletionPolicy) ? deletionPolicy : "Delete";
    return [
      { action: "Remove", logicalId, physicalId, type, policyAction, scope: [], details: [], before: properties },
    ];
  });
  return [...planned.values(), ...removed];
}

function inOrder({ graph }: Prepared): string[] {
  const order = new Set<string>();
  const visit = (name: string): void => {
    if (order.has(name)) return;
    for (const need of graph.get(name) ?? []) visit(need);
    order.add(name);
  };
  for (const name of [...graph.keys()].sort()) visit(name);
  return [...order];
}

/** What is to be made, or made anew, is not known yet. */
function lookupsOf(
  call: Call<StackStore>,
  stack: Stack,
  prepared: Prepared,
  planned: ReadonlyMap<string, Change>,
  onMissingExport: (name: string) => void,
): Lookups {
  const live = liveLookups(call, stack, prepared);
  const isUnknown = (logicalId: string): boolean => {
    const change = planned.get(logicalId);
    return change !== undefined && (change.action === "Add" || change.replacement === "True");
  };
  return prepared.lookups({
    ref: (name) => (isUnknown(name) ? unknownValue : (live.ref(name) ?? "")),
    attribute: (id, attribute) => {
      if (isUnknown(id)) return unknownValue;
      return live.attribute(id, attribute);
    },
    importValue(name) {
      const exported = findExport(call.store, name);
      // It may be there when the change set is executed.
      if (exported === undefined) onMissingExport(name);
      return exported?.value ?? unknownValue;
    },
  });
}

const added = ({ logicalId, type }: ResourceDeclaration, properties: JsonObject): Change => ({
  action: "Add",
  logicalId,
  type,
  scope: [],
  details: [],
  after: properties,
});

interface Comparison {
  readonly prepared: Prepared;
  readonly declared: ResourceDeclaration;
  readonly known: ResourceState;
  readonly properties: JsonObject;
  readonly planned: ReadonlyMap<string, Change>;
}

function modified(comparison: Comparison): Change | undefined {
  const { declared, known, properties } = comparison;
  const { logicalId, type } = declared;
  const changed = changedProperties(known.properties, properties);
  const metadata = declared.metadata === undefined ? undefined : JSON.stringify(declared.metadata);
  const policies = policyDetails(declared, known);
  const isOther = known.type !== type;
  if (changed.length === 0 && !isOther && isDeepStrictEqual(metadata, known.metadata) && policies.length === 0)
    return resourceType(type).handler.mayChangeWithin === true ? changedWithin(known, logicalId) : undefined;
  const details = changed.flatMap((name) => propertyDetails(comparison, name));
  const recreations = changed.map((name) => replacementBy(type, name));
  const isAlways =
    isOther || recreations.some((recreation, index) => recreation === "Always" && isCertain(details, changed[index]));
  const isMaybe = recreations.some((recreation) => recreation !== "Never");
  const scope = [
    ...(changed.some((name) => name !== "Tags") ? ["Properties"] : []),
    ...(metadata === known.metadata ? [] : ["Metadata"]),
    ...policies.map(({ attribute }) => attribute),
    ...(changed.includes("Tags") ? ["Tags"] : []),
  ];
  const replacement = isAlways ? "True" : isMaybe ? "Conditional" : "False";
  const policyAction = isPolicy(known.updateReplacePolicy)
    ? (`ReplaceAnd${known.updateReplacePolicy}` as const)
    : "ReplaceAndDelete";
  return {
    action: "Modify",
    logicalId,
    type,
    replacement,
    scope,
    physicalId: known.physicalId,
    ...(replacement === "True" ? { policyAction } : {}),
    details: [...details, ...(metadata === known.metadata ? [] : [plainDetail("Metadata")]), ...policies],
    before: known.properties,
    after: properties,
  };
}

/** What AWS says of a nested stack whose own properties stay: its template may be another by now. */
const changedWithin = ({ type, physicalId, properties }: ResourceState, logicalId: string): Change => ({
  action: "Modify",
  logicalId,
  type,
  replacement: "False",
  scope: ["Properties"],
  physicalId,
  details: [{ attribute: "Properties", recreation: "Never", evaluation: "Dynamic", source: "Automatic" }],
  before: properties,
  after: properties,
});

const isPolicy = (policy: string | undefined): policy is "Retain" | "Snapshot" =>
  policy === "Retain" || policy === "Snapshot";

/** A change of what is known only later may turn out to be none. */
const isCertain = (details: readonly Detail[], name: string | undefined): boolean =>
  details.some((detail) => detail.name === name && detail.evaluation === "Static");

const policyDetails = (
  { deletionPolicy, updateReplacePolicy }: ResourceDeclaration,
  known: ResourceState,
): Detail[] => [
  ...(textOf(deletionPolicy) === known.deletionPolicy ? [] : [plainDetail("DeletionPolicy")]),
  ...(textOf(updateReplacePolicy) === known.updateReplacePolicy ? [] : [plainDetail("UpdateReplacePolicy")]),
];

const textOf = (value: Json | undefined): string | undefined => (value === undefined ? undefined : toText(value));

const plainDetail = (attribute: string): Detail => ({
  attribute,
  recreation: "Never",
  evaluation: "Static",
  source: "DirectModification",
});

/** Why a property changes: the template itself, a parameter, another resource. */
function propertyDetails({ prepared, declared, known, properties, planned }: Comparison, name: string): Detail[] {
  const recreation = replacementBy(declared.type, name);
  const base = {
    attribute: name === "Tags" ? "Tags" : "Properties",
    name: name === "Tags" ? undefined : name,
    recreation,
    before: valueText(known.properties[name]),
    after: valueText(properties[name]),
  };
  const references = referencesIn(declared.properties[name]);
  const parameters = references.filter((reference) => reference.name in prepared.template.parameters);
  const resources = references.filter((reference) => planned.has(reference.name));
  const caused: Detail[] = [
    ...parameters.map(
      (reference): Detail => ({ ...base, evaluation: "Static", source: "ParameterReference", cause: reference.name }),
    ),
    ...resources.map((reference): Detail => {
      const isAttribute = reference.attribute !== undefined;
      const cause = isAttribute ? `${reference.name}.${reference.attribute}` : reference.name;
      const isNew =
        planned.get(reference.name)?.action === "Add" || planned.get(reference.name)?.replacement === "True";
      const evaluation = isNew && !isAttribute ? "Static" : "Dynamic";
      return { ...base, evaluation, source: isAttribute ? "ResourceAttribute" : "ResourceReference", cause };
    }),
  ];
  const direct: Detail = {
    ...base,
    evaluation: caused.length > 0 ? "Dynamic" : "Static",
    source: "DirectModification",
  };
  return [...caused, direct];
}

const valueText = (value: Json | undefined): string | undefined => (value === undefined ? undefined : toText(value));
