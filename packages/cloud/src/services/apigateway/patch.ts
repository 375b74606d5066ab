import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@millrace/wire";
import { badRequest } from "./errors.ts";

/** What stands under a path of a patch, and so how its text is read. */
export type Kind = "text" | "flag" | "number" | "list" | "texts" | "flags";

export interface Patching {
  /** By path: a member, or for lists and maps what stands above their entries. */
  readonly rules: Readonly<Record<string, Kind>>;
  readonly badPath: (path: string, op: string) => AwsError;
  readonly badOp?: (path: string, op: string) => AwsError;
  /** What is not there cannot be changed: says so by the map that was meant. */
  readonly missing?: (place: string) => AwsError | undefined;
  /** Operations that members with a single value take besides `replace`. */
  readonly memberOps?: readonly string[];
}

type Values = Record<string, unknown>;

export const badPatchPath = (path: string): AwsError => badRequest(`Invalid patch path ${path}`);
export const onlyReplace = (): AwsError => badRequest("Invalid patch operation specified. Must be one of: [replace]");

/** The thing with all operations of a patch applied in order. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export function patched<Thing extends object>(
  thing: Thing,
  operations: readonly PatchOperation[] | undefined,
  patching: Patching,
): Thing {
  return (operations ?? []).reduce<Thing>((now, operation) => applied(now, operation, patching), thing);
}

function applied<Thing extends object>(thing: Thing, operation: PatchOperation, patching: Patching): Thing {
  const { op = "", path, value } = operation;
  const place = placeOf(path ?? "", patching.rules);
  if (place === undefined) throw patching.badPath(path ?? "null", op);
  const { kind, members, entry } = place;
  if (kind === "list") {
    const list = (memberOf(thing, members) as string[] | undefined) ?? [];
    return withMember(thing, members, changedList(list, op, entry, value));
  }
  if (entry !== undefined) return withEntry(thing, operation, { kind, members, entry }, patching);
  const refuse = patching.badOp ?? patching.badPath;
  if (op !== "replace" && patching.memberOps?.includes(op) !== true) throw refuse(path ?? "", op);
  return withMember(thing, members, op === "remove" ? undefined : readValue(kind, value));
}

interface EntryPlace {
  readonly kind: Kind;
  readonly members: readonly string[];
  readonly entry: string;
}

function withEntry<Thing extends object>(
  thing: Thing,
  { op, value }: PatchOperation,
  { kind, members, entry }: EntryPlace,
  { missing }: Patching,
): Thing {
  const { [entry]: before, ...others } = (memberOf(thing, members) as Values | undefined) ?? {};
  const complaint = op !== "add" && before === undefined ? missing?.(`/${members.join("/")}`) : undefined;
  if (complaint !== undefined) throw complaint;
  if (op === "remove") return withMember(thing, members, others);
  return withMember(thing, members, { ...others, [entry]: readValue(kind === "flags" ? "flag" : "text", value) });
}

function placeOf(path: string, rules: Patching["rules"]) {
  const exact = rules[path];
  if (exact !== undefined && exact !== "texts" && exact !== "flags") {
    return { kind: exact, members: segments(path), entry: undefined };
  }
  const slash = path.lastIndexOf("/");
  const above = rules[path.slice(0, slash)];
  if (above !== "list" && above !== "texts" && above !== "flags") return undefined;
  return { kind: above, members: segments(path.slice(0, slash)), entry: unescaped(path.slice(slash + 1)) };
}

const segments = (path: string): string[] => path.split("/").slice(1).map(unescaped);
export const unescaped = (text: string): string => text.replaceAll("~1", "/").replaceAll("~0", "~");

function readValue(kind: Kind, value: string | undefined): unknown {
  if (kind === "flag") return value?.toLowerCase() === "true";
  // An empty text takes a number away.
  if (kind === "number") return value === undefined || value === "" ? undefined : Number(value);
  return value;
}

/** Entries are named in the path, or by the value where the path names only the list. */
function changedList(
  list: readonly string[],
  op: string,
  entry: string | undefined,
  value: string | undefined,
): string[] {
  const named = entry ?? value ?? "";
  if (op === "remove") return list.filter((item) => item !== named);
  if (op === "replace" && entry !== undefined) return list.map((item) => (item === entry ? (value ?? "") : item));
  if (op === "replace") return (value ?? "").split(",").filter((item) => item !== "");
  return list.includes(named) ? [...list] : [...list, named];
}

function memberOf(thing: object, [first = "", ...rest]: readonly string[]): unknown {
  const member = (thing as Values)[first];
  return rest.length === 0 || member === undefined ? member : memberOf(member as object, rest);
}

function withMember<Thing extends object>(
  thing: Thing,
  [first = "", ...rest]: readonly string[],
  value: unknown,
): Thing {
  const inner =
    rest.length === 0 ? value : withMember(((thing as Values)[first] as object | undefined) ?? {}, rest, value);
  return { ...thing, [first]: inner };
}

/** As models and validators refuse: they tell what there is. */
export const listed = (paths: readonly string[]) => ({
  badPath: (path: string, op: string): AwsError =>
    badRequest(
      op === "replace"
        ? `Invalid patch path  '${path}' specified for op 'replace'. Must be one of: [${paths.join(", ")}]`
        : `Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`,
    ),
});
