import type { Target } from "@aws-sdk/client-eventbridge";
import { parseArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";

export type Tags = Readonly<Record<string, string>>;

export interface EventBus {
  readonly name: string;
  readonly description?: string | undefined;
  readonly kmsKeyIdentifier?: string | undefined;
  readonly deadLetterArn?: string | undefined;
  readonly logLevel?: { readonly IncludeDetail?: string; readonly Level?: string } | undefined;
  /** JSON text. */
  readonly policy?: string | undefined;
  readonly tags: Tags;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface Rule {
  readonly busName: string;
  readonly name: string;
  /** JSON text. */
  readonly eventPattern?: string | undefined;
  readonly scheduleExpression?: string | undefined;
  readonly state: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly managedBy?: string | undefined;
  readonly createdBy: string;
  readonly tags: Tags;
  readonly targets: readonly Target[];
  /** Grows with every change of the schedule: what was planned by an earlier one does not happen. */
  readonly revision: number;
  /** Where rates begin to count. */
  readonly scheduledFrom: number;
}

/** An event as its targets see it. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, in whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
  readonly "replay-name"?: string;
}

export const defaultBus = "default";

const arn = ({ account, region }: Scope, resource: string): string => `arn:aws:events:${region}:${account}:${resource}`;

export const busArn = (scope: Scope, name: string): string => arn(scope, `event-bus/${name}`);

export const ruleArn = (scope: Scope, { busName, name }: Pick<Rule, "busName" | "name">): string =>
  arn(scope, busName === defaultBus ? `rule/${name}` : `rule/${busName}/${name}`);

export const archiveArn = (scope: Scope, name: string): string => arn(scope, `archive/${name}`);
export const replayArn = (scope: Scope, name: string): string => arn(scope, `replay/${name}`);
export const endpointArn = (scope: Scope, name: string): string => arn(scope, `endpoint/${name}`);
export const connectionArn = (scope: Scope, name: string, id: string): string => arn(scope, `connection/${name}/${id}`);
export const destinationArn = (scope: Scope, name: string, id: string): string =>
  arn(scope, `api-destination/${name}/${id}`);

/** Buses go by name or by ARN; none is the default one. */
export function busNameOf(nameOrArn: string | undefined): string {
  const resource = nameOrArn === undefined ? undefined : parseArn(nameOrArn)?.resource;
  return resource === undefined ? (nameOrArn ?? defaultBus) : resource.slice(resource.indexOf("/") + 1);
}

/** Of a rule's ARN. */
export function ruleOf(resource: string): Pick<Rule, "busName" | "name"> | undefined {
  const parts = resource.split("/");
  if (parts[0] !== "rule" || parts.length < 2) return undefined;
  const name = parts.at(-1) ?? "";
  return { name, busName: parts.length === 2 ? defaultBus : parts.slice(1, -1).join("/") };
}

export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
