import { type ArnTest, compileAction, compileArn, type Test, variablesVersion } from "./match.ts";

/** A policy document as IAM reads it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Policy {
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
  /** The statements that may speak of actions of a service, by the service's prefix in lower case. */
  readonly byService: ReadonlyMap<string, readonly Statement[]>;
  /** The statements that may speak of services that none names. */
  readonly ofAny: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: Actions | undefined;
  readonly resources: Resources | undefined;
  readonly principals: PrincipalWords | undefined;
  readonly conditions: readonly Condition[];
  /** Whether it says the same whatever else is known of a request: no conditions and no variables. */
  readonly isPlain: boolean;
}

/** `not` turns the list round: NotAction, NotResource. */
export interface Actions {
  readonly not: boolean;
  /** Of an action in lower case. */
  readonly tests: readonly Test<string>[];
}

export interface Resources {
  readonly not: boolean;
  readonly words: readonly Resource[];
}

export interface Resource {
  readonly text: string;
  readonly test: ArnTest;
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
  const version = typeof document["Version"] === "string" ? document["Version"] : undefined;
  const json = list(document["Statement"] as Json | readonly Json[]);
  const statements = json.map((statement) => readStatement(statement, version));
  const policy: Policy = { version, statements, ...indexByService(json, statements) };
  if (parsed.size >= parsedMax) parsed.clear();
  parsed.set(text, policy);
  return policy;
}

function indexByService(json: readonly Json[], statements: readonly Statement[]): Pick<Policy, "byService" | "ofAny"> {
  const services = json.map(servicesOf);
  const speakingOf = (service: string): readonly Statement[] =>
    statements.filter((_, at) => services[at]?.has(service) ?? true);
  const named = new Set(services.flatMap((one) => [...(one ?? [])]));
  return {
    byService: new Map([...named].map((service) => [service, speakingOf(service)])),
    ofAny: statements.filter((_, at) => services[at] === undefined),
  };
}

/** Undefined when any service may be meant. */
function servicesOf(statement: Json): ReadonlySet<string> | undefined {
  const actions = statement["Action"] as string | readonly string[] | undefined;
  if (actions === undefined) return undefined;
  const services = list(actions).map((action) => action.split(":")[0]?.toLowerCase() ?? "");
  return services.some((service) => /[*?]/.test(service)) ? undefined : new Set(services);
}

function readStatement(json: Json, version: string | undefined): Statement {
  const resources = readResources(json, version);
  const conditions = readConditions(json["Condition"] as Readonly<Record<string, Json>> | undefined);
  return {
    sid: json["Sid"] as string | undefined,
    effect: json["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: readActions(json),
    principals: readPrincipals(json),
    resources,
    conditions,
    isPlain: conditions.length === 0 && !(resources?.words.some(({ text }) => hasVariables(text, version)) ?? false),
  };
}

function readActions(json: Json): Actions | undefined {
  const found = readWords(json, "Action");
  return found === undefined ? undefined : { not: found.not, tests: found.words.map(compileAction) };
}

function readResources(json: Json, version: string | undefined): Resources | undefined {
  const found = readWords(json, "Resource");
  if (found === undefined) return undefined;
  const words = found.words.map((text) => ({ text, test: compileArn(text, hasVariables(text, version)) }));
  return { not: found.not, words };
}

const hasVariables = (text: string, version: string | undefined): boolean =>
  version === variablesVersion && text.includes("${");

function readWords(json: Json, name: string): { not: boolean; words: readonly string[] } | undefined {
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
