import { invalidArn, wrongResourceType } from "./errors.ts";

export interface Place {
  readonly account: string;
  readonly region: string;
}

const arnOf = ({ region, account }: Place, kind: string, rest: string): string =>
  `arn:aws:states:${region}:${account}:${kind}:${rest}`;

export const machineArn = (place: Place, name: string): string => arnOf(place, "stateMachine", name);
export const activityArn = (place: Place, name: string): string => arnOf(place, "activity", name);
export const executionArn = (place: Place, machine: string, name: string): string =>
  arnOf(place, "execution", `${machine}:${name}`);
export const expressArn = (place: Place, machine: string, name: string, id: string): string =>
  arnOf(place, "express", `${machine}:${name}:${id}`);
export const mapRunArn = (place: Place, machine: string, label: string, id: string): string =>
  arnOf(place, "mapRun", `${machine}/${label}:${id}`);

export type ArnKind = "stateMachine" | "execution" | "express" | "activity" | "mapRun";

export interface StatesArn extends Place {
  readonly kind: ArnKind;
  /** What stands behind the kind, e.g. the machine's name and the execution's. */
  readonly parts: readonly string[];
}

const kinds: ReadonlySet<string> = new Set<ArnKind>(["stateMachine", "execution", "express", "activity", "mapRun"]);

export function findStatesArn(text: string): StatesArn | undefined {
  const [arn, partition, service, region = "", account = "", kind = "", ...parts] = text.split(":");
  if (arn !== "arn" || !partition?.startsWith("aws") || service !== "states" || !kinds.has(kind)) return undefined;
  return parts[0] ? { kind: kind as ArnKind, region, account, parts } : undefined;
}

/** Throws InvalidArn for what is no ARN of Step Functions, or one of another kind. */
export function readArn(text: string, ...wanted: readonly ArnKind[]): StatesArn {
  const arn = findStatesArn(text);
  if (arn === undefined) throw invalidArn(text);
  if (!wanted.includes(arn.kind)) throw wrongResourceType(text);
  return arn;
}

export interface MachineReference extends Place {
  readonly name: string;
  /** A version or an alias. */
  readonly qualifier: string | undefined;
  /** Of a distributed Map, where the name has one. */
  readonly label: string | undefined;
}

/** Throws InvalidArn. */
export function readMachineArn(text: string): MachineReference {
  const { region, account, parts } = readArn(text, "stateMachine");
  const [full = "", qualifier] = parts;
  const [name = "", label] = full.split("/");
  return { region, account, name, qualifier, label };
}
