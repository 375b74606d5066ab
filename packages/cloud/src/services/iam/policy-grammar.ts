import { invalidPrincipal, malformedPolicy, quotaExceeded } from "./errors.ts";

interface Rules {
  /** A trust policy names principals and no resources; a permissions policy the other way round. */
  readonly kind: "permissions" | "trust";
  /** Managed policies are of the language of 2012 and have a length of their own. */
  readonly isManaged?: boolean;
  /** Is there such a user or role, as far as it can be known. */
  readonly isPrincipal?: (arn: string) => boolean;
}

type Json = Record<string, unknown>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const charactersMax = { managed: 6144, trust: 2048 } as const;

const statementMembers = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

/** White space does not count. */
export const policySize = (document: string): number => document.replace(/\s/g, "").length;

/**
 * Throws MalformedPolicyDocument with the text that AWS gives for each mistake, or LimitExceeded. Returns the document as
 * it came. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkPolicy(document: string, rules: Rules): string {
  const policy = parse(document);
  checkVersion(policy["Version"], rules);
  if (Object.keys(policy).some((member) => !["Version", "Id", "Statement"].includes(member))) throw syntaxError();
  const given = policy["Statement"];
  if (given === undefined) throw syntaxError();
  const statements: unknown[] = Array.isArray(given) ? given : [given];
  for (const statement of statements) checkStatement(statement, rules);
  checkSids(statements as Json[]);
  checkSize(document, rules);
  return document;
}

function checkSize(document: string, { kind, isManaged }: Rules): void {
  const size = policySize(document);
  if (kind === "trust" && size > charactersMax.trust) throw quotaExceeded("ACLSizePerRole", charactersMax.trust);
  if (isManaged && size > charactersMax.managed) throw quotaExceeded("PolicySize", charactersMax.managed);
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

function checkVersion(version: unknown, { isManaged }: Rules): void {
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") throw syntaxError();
  if (isManaged && version !== "2012-10-17") {
    throw malformedPolicy("Policy document must be version 2012-10-17 or greater.");
  }
}

function checkStatement(statement: unknown, rules: Rules): void {
  if (!isObject(statement)) throw syntaxError();
  if (Object.keys(statement).some((member) => !statementMembers.has(member))) throw syntaxError();
  if (["Action", "Resource", "Principal"].some((name) => name in statement && `Not${name}` in statement)) {
    throw syntaxError();
  }
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") throw syntaxError();
  checkActions(statement, rules);
  if (rules.kind === "permissions") checkPermissions(statement);
  else checkTrust(statement, rules);
  checkConditions(statement["Condition"]);
}

function checkPermissions(statement: Json): void {
  if (has(statement, "Principal")) throw malformedPolicy("Policy document should not specify a principal.");
  if (!has(statement, "Resource")) throw malformedPolicy("Policy statement must contain resources.");
  for (const resource of words(statement["Resource"] ?? statement["NotResource"])) checkResource(resource);
}

function checkTrust(statement: Json, rules: Rules): void {
  if (has(statement, "Resource")) throw malformedPolicy("Has prohibited field Resource");
  if (!has(statement, "Principal")) throw malformedPolicy("Missing required field Principal");
  const principals = statement["Principal"] ?? statement["NotPrincipal"];
  if (principals === "*") return;
  if (!isObject(principals)) throw syntaxError();
  for (const [type, named] of Object.entries(principals)) {
    for (const word of words(named)) checkPrincipal(type, word, rules);
  }
}

const principalForms: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)|A(ROA|IDA)[A-Z0-9]+)$/,
  Service: /^[\w.-]+\.(amazonaws\.com|amazon\.com|aws\.internal)(\.cn)?$/,
  Federated: /^(arn:aws[\w-]*:iam::\d{12}:(saml-provider|oidc-provider)\/.+|[\w.-]+\.\w+)$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};

function checkPrincipal(type: string, word: string, { isPrincipal }: Rules): void {
  const form = principalForms[type];
  if (form === undefined) throw syntaxError();
  const isKnown = type !== "AWS" || !/:(user|role)\//.test(word) || isPrincipal?.(word) !== false;
  if (!form.test(word) || !isKnown) throw invalidPrincipal(type === "Service" ? "SERVICE" : type, word);
}

function checkActions(statement: Json, { kind }: Rules): void {
  const actions = statement["Action"] ?? statement["NotAction"];
  if (actions === undefined) throw malformedPolicy("Policy statement must contain actions.");
  for (const action of words(actions)) {
    if (action === "*" && kind === "permissions") continue;
    const [vendor = "", name, ...rest] = action.split(":");
    if (name === undefined) {
      throw malformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    if (rest.length > 0) throw malformedPolicy("Actions/Condition can contain only one colon.");
    if (!/^[a-zA-Z0-9-]+$/.test(vendor)) throw malformedPolicy(`Vendor ${vendor} is not valid`);
    if (kind === "trust" && vendor.toLowerCase() !== "sts") {
      throw malformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }
}

function checkResource(resource: string): void {
  if (resource === "*") return;
  const [arn, partition = "", service, region = ""] = resource.split(":");
  if (arn !== "arn" || service === undefined) {
    if (resource.startsWith("arn:")) throw malformedPolicy("The policy failed legacy parsing");
    throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  }
  if (!/^(aws[\w-]*|\*|\$\{.*)$/.test(partition)) {
    throw malformedPolicy(`Partition "${partition}" is not valid for resource "${resource}".`);
  }
  if (resource.split(":").length < 6 && service !== "*" && !resource.includes("*")) {
    throw malformedPolicy("The policy failed legacy parsing");
  }
  if (service === "iam" && region !== "" && region !== "*") {
    throw malformedPolicy(`IAM resource ${resource} cannot contain region information.`);
  }
  if (service === "s3" && region !== "" && region !== "*" && !resource.includes(":accesspoint")) {
    throw malformedPolicy(`Resource ${resource} can not contain region information.`);
  }
}

const operatorForm =
  /^(ForAllValues:|ForAnyValue:)?(String(Not)?Equals(IgnoreCase)?|String(Not)?Like|(Numeric|Date)((Not)?Equals|LessThan(Equals)?|GreaterThan(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/i;

function checkConditions(conditions: unknown): void {
  if (conditions === undefined) return;
  if (!isObject(conditions)) throw syntaxError();
  for (const [operator, keys] of Object.entries(conditions)) {
    if (!operatorForm.test(operator)) throw malformedPolicy(`Invalid Condition type : ${operator}.`);
    if (!isObject(keys)) throw syntaxError();
    for (const [key, values] of Object.entries(keys)) checkCondition(key, values);
  }
}

function checkCondition(key: string, values: unknown): void {
  if (!key.includes(":")) {
    throw malformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
  const list: unknown[] = Array.isArray(values) ? values : [values];
  if (list.some((value) => !["string", "number", "boolean"].includes(typeof value))) throw syntaxError();
}

function checkSids(statements: readonly Json[]): void {
  const sids = statements.flatMap(({ Sid }) => (Sid === undefined || Sid === "" ? [] : [Sid]));
  for (const sid of sids) {
    if (typeof sid !== "string") throw syntaxError();
    if (!/^[0-9A-Za-z]*$/.test(sid)) {
      throw malformedPolicy(
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
      );
    }
  }
  if (new Set(sids).size < sids.length) {
    throw malformedPolicy("Statement IDs (SID) in a single policy must be unique.");
  }
}

const has = (statement: Json, name: "Principal" | "Resource"): boolean =>
  statement[name] !== undefined || statement[`Not${name}`] !== undefined;

function words(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((word) => {
    if (typeof word !== "string" || word === "") throw syntaxError();
    return word;
  });
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const syntaxError = () => malformedPolicy("Syntax errors in policy.");
