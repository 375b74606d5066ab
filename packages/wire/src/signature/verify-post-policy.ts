import { createHmac } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import { isSameText } from "./digest.ts";
import { signatureDoesNotMatch } from "./signature-errors.ts";
import { signingKey } from "./signing-key.ts";
import type { Verification } from "./verify-v4.ts";

/** The fields of a browser's form, names in lower case; `bucket` among them. */
export type FormFieldValues = ReadonlyMap<string, string>;

/** Bounds that a policy sets to the size of the file. */
export interface ContentLengthRange {
  readonly min: number;
  readonly max: number;
}

export interface PostSignature {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

/** Who signed a form; undefined when nobody did. */
export function readPostSignature(fields: FormFieldValues): PostSignature | undefined {
  const credential = fields.get("x-amz-credential");
  const accessKeyId =
    credential === undefined ? fields.get("awsaccesskeyid") : credential.split("/").slice(0, -4).join("/");
  if (accessKeyId === undefined) {
    if (fields.has("policy"))
      throw invalidPost(
        "Bucket POST must contain a field named 'AWSAccessKeyId'.  If it is specified, please check the order of the fields.",
      );
    return undefined;
  }
  return { accessKeyId, sessionToken: fields.get("x-amz-security-token") };
}

/**
 * Throws unless the form's policy is signed with this key, is still good, and allows every field of the form.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function verifyPostPolicy(
  fields: FormFieldValues,
  by: Pick<Verification, "secretAccessKey" | "now">,
): ContentLengthRange | undefined {
  const text = fields.get("policy");
  if (text === undefined)
    throw invalidPost(
      "Bucket POST must contain a field named 'policy'.  If it is specified, please check the order of the fields.",
    );
  if (by.secretAccessKey !== undefined) checkSignature(fields, text, by.secretAccessKey);
  const policy = parsePolicy(text);
  if (policy.expiration <= by.now) throw refused("Policy expired.");
  const conditions = policy.conditions.flatMap(conditionsOf);
  for (const condition of conditions) check(condition, fields);
  checkNothingElse(conditions, fields);
  const range = conditions.findLast((condition) => condition.kind === "content-length-range");
  return range === undefined ? undefined : { min: range.min, max: range.max };
}

function checkSignature(fields: FormFieldValues, policy: string, secretAccessKey: string): void {
  const credential = fields.get("x-amz-credential");
  const isOld = credential === undefined;
  const given = fields.get(isOld ? "signature" : "x-amz-signature") ?? "";
  const [date = "", region = "", service = ""] = (credential ?? "").split("/").slice(-4);
  const expected = isOld
    ? createHmac("sha1", secretAccessKey).update(policy, "utf8").digest("base64")
    : signingKey(secretAccessKey, { date, region, service }).signHex(policy);
  if (isSameText(expected, given)) return;
  const accessKeyId = readPostSignature(fields)?.accessKeyId ?? "";
  const signature = {
    kind: "v2-query",
    accessKeyId,
    signature: given,
    sessionToken: undefined,
    expiresAt: undefined,
  } as const;
  throw signatureDoesNotMatch("s3", { signature, stringToSign: policy });
}

interface Policy {
  readonly expiration: number;
  readonly conditions: readonly unknown[];
}

function parsePolicy(text: string): Policy {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    throw invalidPolicy("Invalid Policy: Invalid JSON.");
  }
  const { expiration, conditions } = (value ?? {}) as { readonly expiration?: unknown; readonly conditions?: unknown };
  if (typeof expiration !== "string" || Number.isNaN(Date.parse(expiration))) {
    throw invalidPolicy("Invalid Policy: Policy missing expiration.");
  }
  if (!Array.isArray(conditions)) throw invalidPolicy("Invalid Policy: Policy missing conditions.");
  return { expiration: Date.parse(expiration), conditions };
}

type Condition =
  | { readonly kind: "eq" | "starts-with"; readonly field: string; readonly value: string; readonly source: unknown }
  | { readonly kind: "content-length-range"; readonly min: number; readonly max: number };

function conditionsOf(entry: unknown): readonly Condition[] {
  if (Array.isArray(entry)) return [conditionOfList(entry)];
  if (typeof entry !== "object" || entry === null) throw invalidPolicy("Invalid Policy: Invalid condition.");
  return Object.entries(entry).map(([name, value]) => ({
    kind: "eq",
    field: name.toLowerCase(),
    value: String(value),
    source: ["eq", `$${name}`, value],
  }));
}

function conditionOfList(entry: readonly unknown[]): Condition {
  const [operator, name, value] = entry;
  const kind = String(operator).toLowerCase();
  if (kind === "content-length-range") return { kind, min: Number(name), max: Number(value) };
  if ((kind !== "eq" && kind !== "starts-with") || typeof name !== "string" || !name.startsWith("$")) {
    throw invalidPolicy("Invalid Policy: Invalid condition.");
  }
  return { kind, field: name.slice(1).toLowerCase(), value: String(value), source: entry };
}

function check(condition: Condition, fields: FormFieldValues): void {
  if (condition.kind === "content-length-range") return;
  const given = fields.get(condition.field) ?? "";
  const holds = condition.kind === "eq" ? given === condition.value : startsWith(condition, given);
  if (!holds) throw refused(`Policy Condition failed: ${JSON.stringify(condition.source)}`);
}

/** Of a list of content types each must begin as the condition says. */
const startsWith = (condition: { readonly field: string; readonly value: string }, given: string): boolean =>
  condition.field === "content-type"
    ? given.split(",").every((type) => type.trim().startsWith(condition.value))
    : given.startsWith(condition.value);

/** Fields that need no condition. */
const unconditional = new Set(["policy", "x-amz-signature", "signature", "awsaccesskeyid", "file", "bucket", "submit"]);

function checkNothingElse(conditions: readonly Condition[], fields: FormFieldValues): void {
  const named = new Set(conditions.map((condition) => ("field" in condition ? condition.field : "")));
  const extra = [...fields.keys()].filter(
    (name) => !named.has(name) && !unconditional.has(name) && !name.startsWith("x-ignore-"),
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(", ")}`);
}

const refused = (reason: string): AwsError =>
  new AwsError("AccessDenied", `Invalid according to Policy: ${reason}`, { status: 403 });

const invalidPolicy = (message: string): AwsError => new AwsError("InvalidPolicyDocument", message, { status: 400 });

const invalidPost = (message: string): AwsError => new AwsError("InvalidArgument", message, { status: 400 });
