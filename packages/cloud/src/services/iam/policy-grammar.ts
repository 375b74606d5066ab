import { malformedPolicy } from "./errors.ts";

interface Rules {
  /** A trust policy names principals and no resources; a permissions policy the other way round. */
  readonly kind: "permissions" | "trust";
}

type Json = Record<string, unknown>;

/** Throws MalformedPolicyDocument with the text that AWS gives for each mistake. Returns the document as it came. */
export function checkPolicy(document: string, { kind }: Rules): string {
  const policy = parse(document);
  const version = policy["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") throw syntaxError();
  const statements = Array.isArray(policy["Statement"]) ? policy["Statement"] : [policy["Statement"]];
  for (const statement of statements) checkStatement(statement, kind);
  return document;
}

function parse(document: string): Json {
  try {
    const policy: unknown = JSON.parse(document);
    if (isObject(policy)) return policy;
  } catch {
    throw malformedPolicy("This policy contains invalid Json");
  }
  throw syntaxError();
}

function checkStatement(statement: unknown, kind: Rules["kind"]): void {
  if (!isObject(statement)) throw syntaxError();
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") throw syntaxError();
  checkActions(statement);
  const hasResource = statement["Resource"] !== undefined || statement["NotResource"] !== undefined;
  const hasPrincipal = statement["Principal"] !== undefined || statement["NotPrincipal"] !== undefined;
  if (kind === "permissions") {
    if (hasPrincipal) throw malformedPolicy("Policy document should not specify a principal.");
    if (!hasResource) throw malformedPolicy("Policy statement must contain resources.");
    checkResources(statement["Resource"] ?? statement["NotResource"]);
    return;
  }
  if (hasResource) throw malformedPolicy("Has prohibited field Resource");
  if (!hasPrincipal) throw malformedPolicy("Missing required field Principal");
}

function checkActions(statement: Json): void {
  const actions = statement["Action"] ?? statement["NotAction"];
  if (actions === undefined) throw malformedPolicy("Policy statement must contain actions.");
  for (const action of words(actions)) {
    if (action === "*") continue;
    if (!action.includes(":")) {
      throw malformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
  }
}

function checkResources(resources: unknown): void {
  for (const resource of words(resources)) {
    if (resource === "*" || resource.startsWith("arn:")) continue;
    throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  }
}

function words(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((word) => {
    if (typeof word !== "string") throw syntaxError();
    return word;
  });
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const syntaxError = () => malformedPolicy("Syntax errors in policy.");
