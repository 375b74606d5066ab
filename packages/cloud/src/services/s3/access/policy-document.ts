import { malformedPolicy } from "../errors.ts";

type Json = Readonly<Record<string, unknown>>;

/** Throws MalformedPolicy, in S3's words, unless the text is a policy of this bucket. */
export function checkBucketPolicy(text: string, bucket: string): void {
  const { Statement: statements } = parse(text);
  if (statements === undefined) throw malformedPolicy("Missing required field Statement");
  for (const statement of list(statements) as Json[]) checkStatement(statement, bucket);
}

function checkStatement(statement: Json, bucket: string): void {
  if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") {
    throw malformedPolicy(`Invalid effect: ${String(statement["Effect"])}`);
  }
  if (statement["Principal"] === undefined && statement["NotPrincipal"] === undefined) {
    throw malformedPolicy("Missing required field Principal");
  }
  checkPrincipals(statement["Principal"] ?? statement["NotPrincipal"]);
  if (statement["Action"] === undefined && statement["NotAction"] === undefined) {
    throw malformedPolicy("Missing required field Action");
  }
  for (const action of list(statement["Action"] ?? [])) {
    if (action !== "*" && !String(action).startsWith("s3:")) throw malformedPolicy("Policy has invalid action");
  }
  checkResources(statement["Resource"] ?? statement["NotResource"], bucket);
}

/** Everybody, an account, somebody of IAM by ARN, or by the id that is left of somebody who is gone. */
const identity = /^(\*|\d{12}|arn:aws[a-z-]*:(iam|sts)::\d{12}:.+|arn:aws:iam::cloudfront:.+|A[A-Z0-9]{15,})$/;

function checkPrincipals(principals: unknown): void {
  if (typeof principals !== "object" || principals === null) {
    if (principals !== "*") throw malformedPolicy("Invalid policy syntax.");
    return;
  }
  const stranger = list((principals as Json)["AWS"]).find((one) => !identity.test(String(one)));
  if (stranger !== undefined) throw malformedPolicy("Invalid principal in policy", `"AWS" : "${String(stranger)}"`);
}

function parse(text: string): Json {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === "object" && policy !== null && !Array.isArray(policy)) return policy as Json;
  } catch {
    // Told below, as of every text that is no policy.
  }
  throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
}

function checkResources(resources: unknown, bucket: string): void {
  if (resources === undefined) throw malformedPolicy("Missing required field Resource");
  const isInBucket = new RegExp(`^arn:aws:s3:::(\\*|${bucket.replaceAll(".", "\\.")}(/.*)?$)`);
  for (const resource of list(resources)) {
    if (!isInBucket.test(String(resource))) throw malformedPolicy("Policy has invalid resource");
  }
}

/** Conditions that hold a statement to somebody in particular: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
const narrowing = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/** Whether a policy lets everybody in. */
export function isPublicPolicy(text: string | undefined): boolean {
  if (text === undefined) return false;
  return (list(parse(text)["Statement"]) as Json[]).some(
    (statement) => statement["Effect"] === "Allow" && isEverybody(statement) && !isNarrowed(statement),
  );
}

function isEverybody({ Principal: principal, NotPrincipal: others }: Json): boolean {
  if (others !== undefined || principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  return Object.values(principal).some((words) => list(words).includes("*"));
}

function isNarrowed({ Condition: condition }: Json): boolean {
  if (typeof condition !== "object" || condition === null) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      !/Not|Null|IfExists/.test(operator) &&
      Object.entries(keys as Json).some(
        ([key, values]) => narrowing.has(key.toLowerCase()) && !list(values).some((value) => String(value) === "*"),
      ),
  );
}

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
