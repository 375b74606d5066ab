/**
 * IAM's evaluation once more, straight from the documentation and as slow as it likes: what the compiled evaluator is
 * compared with. Nothing here is shared with it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export interface ReferenceStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface ReferencePolicy {
  readonly Version: string;
  readonly Statement: readonly ReferenceStatement[];
}

export interface ReferenceRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** Of a role's session. */
  readonly session: string;
  readonly role: string;
  readonly account: string;
  readonly resourceAccount: string;
}

export interface ReferencePolicies {
  readonly identity: readonly ReferencePolicy[];
  readonly resource?: ReferencePolicy | undefined;
  readonly boundary?: ReferencePolicy | undefined;
  readonly session?: ReferencePolicy | undefined;
}

const many = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** Character by character, by recursion. */
function glob(pattern: string, text: string): boolean {
  const [head] = pattern;
  if (head === undefined) return text === "";
  if (head === "*") return glob(pattern.slice(1), text) || (text !== "" && glob(pattern, text.slice(1)));
  if (text === "" || (head !== "?" && head !== text[0])) return false;
  return glob(pattern.slice(1), text.slice(1));
}

/** The first five colons divide an ARN; a variable's own colons do not. */
function partsOf(arn: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of arn) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (character === ":" && depth === 0 && parts.length < 6) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function resourceMatches(pattern: string, request: ReferenceRequest, version: string): boolean {
  if (request.resource === "*") return pattern === "*";
  if (pattern === "*") return true;
  const [wanted, have] = [partsOf(pattern), partsOf(request.resource)];
  if (wanted.length !== have.length) return false;
  return wanted.every((part, at) => {
    const filled = fill(part, request, version);
    return filled !== undefined && glob(filled, have[at] ?? "");
  });
}

/** Values here hold no wildcards, so nothing has to be protected. */
function fill(text: string, { context }: ReferenceRequest, version: string): string | undefined {
  if (version !== "2012-10-17") return text;
  let out = "";
  for (let rest = text; ; ) {
    const start = rest.indexOf("${");
    const end = rest.indexOf("}", start);
    if (start < 0 || end < 0) return out + rest;
    const [name = "", fallback] = rest.slice(start + 2, end).split(",");
    const [value, ...more] = find(context, name.trim()) ?? [];
    const chosen = value !== undefined && more.length === 0 ? value : fallback?.trim().replaceAll("'", "");
    if (chosen === undefined) return undefined;
    out += rest.slice(0, start) + chosen;
    rest = rest.slice(end + 1);
  }
}

const find = (context: ReferenceRequest["context"], key: string): readonly string[] | undefined =>
  Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** Whether a value meets a wanted one, by the operator's plain name, and whether the operator is the opposite of another. */
function compare(operator: string, value: string, wanted: string): boolean {
  const numbers = [Number(value), Number(wanted)] as const;
  const dates = [Date.parse(value), Date.parse(wanted)] as const;
  switch (operator) {
    case "StringEquals":
      return value === wanted;
    case "StringEqualsIgnoreCase":
      return value.toLowerCase() === wanted.toLowerCase();
    case "StringLike":
      return glob(wanted, value);
    case "ArnEquals":
    case "ArnLike": {
      const [a, b] = [partsOf(wanted), partsOf(value)];
      return a.length === 6 && b.length === 6 && a.every((part, at) => glob(part, b[at] ?? ""));
    }
    case "Bool":
      return value.toLowerCase() === wanted.toLowerCase();
    case "NumericEquals":
      return numbers[0] === numbers[1];
    case "NumericLessThan":
      return numbers[0] < numbers[1];
    case "NumericLessThanEquals":
      return numbers[0] <= numbers[1];
    case "NumericGreaterThan":
      return numbers[0] > numbers[1];
    case "NumericGreaterThanEquals":
      return numbers[0] >= numbers[1];
    case "DateEquals":
      return dates[0] === dates[1];
    case "DateLessThan":
      return dates[0] < dates[1];
    case "DateGreaterThan":
      return dates[0] > dates[1];
    case "IpAddress":
      return inNetwork(value, wanted);
    default:
      throw new Error(`Not in the reference: ${operator}`);
  }
}

function inNetwork(address: string, network: string): boolean {
  const number = (text: string) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const [base = "", length = "32"] = network.split("/");
  const size = 2 ** (32 - Number(length));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
function conditionHolds(operator: string, key: string, values: readonly string[], request: ReferenceRequest): boolean {
  const have = find(request.context, key);
  if (operator === "Null") return values.some((value) => (value === "true") === (have === undefined));
  const [set, bare] = operator.includes(":") ? (operator.split(":") as [string, string]) : ["", operator];
  const ifExists = bare.endsWith("IfExists");
  const name = ifExists ? bare.slice(0, -8) : bare;
  const isOpposite = name.includes("Not");
  const one = (value: string) => {
    const met = values.some((wanted) => compare(name.replace("Not", ""), value, wanted));
    return isOpposite ? !met : met;
  };
  if (have === undefined) {
    if (ifExists || set === "ForAllValues") return true;
    return set === "" && isOpposite;
  }
  if (set === "ForAllValues") return have.every(one);
  if (set === "ForAnyValue") return have.some(one);
  return have.length === 1 && one(have[0] ?? "");
}

function applies(statement: ReferenceStatement, version: string, request: ReferenceRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const isAction = (word: string) => glob(word.toLowerCase(), request.action.toLowerCase());
  const isResource = (word: string) => resourceMatches(word, request, version);
  if (Action !== undefined && !many(Action).some(isAction)) return false;
  if (NotAction !== undefined && many(NotAction).some(isAction)) return false;
  if (Resource !== undefined && !many(Resource).some(isResource)) return false;
  if (NotResource !== undefined && many(NotResource).some(isResource)) return false;
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, many(values), request)),
  );
}

const says = (policy: ReferencePolicy | undefined, effect: "Allow" | "Deny", request: ReferenceRequest): boolean =>
  policy?.Statement.some((statement) => statement.Effect === effect && applies(statement, policy.Version, request)) ??
  false;

/** What a resource's policy says of the session itself, of its role, of its account, or of everybody. */
function named(
  policy: ReferencePolicy | undefined,
  effect: "Allow" | "Deny",
  who: readonly unknown[],
  request: ReferenceRequest,
) {
  const named = (principal: unknown) => who.some((one) => JSON.stringify(one) === JSON.stringify(principal));
  const statements = (policy?.Statement ?? []).filter(({ Principal }) => named(Principal));
  return policy !== undefined && says({ ...policy, Statement: statements }, effect, request);
}

/** For the session of a role. */
export function referenceAllows(request: ReferenceRequest, policies: ReferencePolicies): boolean {
  const { identity, resource, boundary, session } = policies;
  const itself = ["*", { AWS: "*" }, { AWS: request.session }];
  const role = [{ AWS: request.role }];
  const account = [{ AWS: request.account }, { AWS: `arn:aws:iam::${request.account}:root` }];
  // 1. An explicit deny anywhere ends it.
  const own = [...identity, boundary, session];
  if (own.some((policy) => says(policy, "Deny", request))) return false;
  if (named(resource, "Deny", [...itself, ...role, ...account], request)) return false;
  const allowedByIdentity = identity.some((policy) => says(policy, "Allow", request));
  const inBoundary = boundary === undefined || says(boundary, "Allow", request);
  const inSession = session === undefined || says(session, "Allow", request);
  // 2. Across accounts both sides must allow.
  if (request.account !== request.resourceAccount) {
    return (
      named(resource, "Allow", [...itself, ...role, ...account], request) &&
      allowedByIdentity &&
      inBoundary &&
      inSession
    );
  }
  // 3. Within one, a resource's policy that names the session is enough by itself; one that names the role stands in for
  //    the identity's policies but stays within boundary and session.
  if (named(resource, "Allow", itself, request)) return true;
  const allowedByRole = named(resource, "Allow", role, request);
  return (allowedByIdentity || allowedByRole) && inBoundary && inSession;
}
