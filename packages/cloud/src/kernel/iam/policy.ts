/** A policy document as IAM reads it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Policy {
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: Words | undefined;
  readonly resources: Words | undefined;
  readonly principals: PrincipalWords | undefined;
  readonly conditions: readonly Condition[];
}

/** `not` turns the list round: NotAction, NotResource. */
export interface Words {
  readonly not: boolean;
  readonly words: readonly string[];
}

export interface PrincipalWords {
  readonly not: boolean;
  /** `*` alone is everybody; else words by type: AWS, Service, Federated, CanonicalUser. */
  readonly words: "*" | Readonly<Record<string, readonly string[]>>;
}

export interface Condition {
  /** e.g. `StringLike`, `ForAnyValue:StringEquals`, `NumericLessThanIfExists` */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const parsed = new Map<string, Policy>();
const parsedMax = 1000;

/** Reads a document whose grammar has been checked when it was stored. Cached by its text. */
export function parsePolicy(text: string): Policy {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const document = JSON.parse(text) as Json;
  const policy: Policy = {
    version: typeof document["Version"] === "string" ? document["Version"] : undefined,
    statements: list(document["Statement"] as Json | readonly Json[]).map(readStatement),
  };
  if (parsed.size >= parsedMax) parsed.clear();
  parsed.set(text, policy);
  return policy;
}

function readStatement(json: Json): Statement {
  return {
    sid: json["Sid"] as string | undefined,
    effect: json["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: readWords(json, "Action"),
    resources: readWords(json, "Resource"),
    principals: readPrincipals(json),
    conditions: readConditions(json["Condition"] as Readonly<Record<string, Json>> | undefined),
  };
}

function readWords(json: Json, name: string): Words | undefined {
  const [plain, negated] = [json[name], json[`Not${name}`]] as (string | readonly string[] | undefined)[];
  if (plain !== undefined) return { not: false, words: list(plain) };
  return negated === undefined ? undefined : { not: true, words: list(negated) };
}

function readPrincipals(json: Json): PrincipalWords | undefined {
  const not = json["Principal"] === undefined;
  const value = (json["Principal"] ?? json["NotPrincipal"]) as undefined | string | Record<string, string | string[]>;
  if (value === undefined) return undefined;
  if (typeof value === "string") return { not, words: "*" };
  return { not, words: Object.fromEntries(Object.entries(value).map(([type, words]) => [type, list(words)])) };
}

const readConditions = (json: Readonly<Record<string, Json>> = {}): Condition[] =>
  Object.entries(json).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: list(values as string).map(String) })),
  );

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
