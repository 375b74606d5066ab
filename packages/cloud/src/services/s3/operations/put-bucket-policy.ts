import { malformedPolicy } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy: S3Operation<"PutBucketPolicy"> = {
  access: (input) => ({ action: "s3:PutBucketPolicy", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.bucket(input.Bucket);
    checkPolicy(input.Policy, bucket.name);

    store.putBucket({ ...bucket, policy: input.Policy });
  },
};

type Json = Readonly<Record<string, unknown>>;

function checkPolicy(text: string, bucket: string): void {
  const { Statement: statements } = parse(text);
  if (statements === undefined) throw malformedPolicy("Missing required field Statement");
  for (const statement of (Array.isArray(statements) ? statements : [statements]) as Json[]) {
    if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") {
      throw malformedPolicy(`Invalid effect: ${String(statement["Effect"])}`);
    }
    if (statement["Principal"] === undefined && statement["NotPrincipal"] === undefined) {
      throw malformedPolicy("Missing required field Principal");
    }
    if (statement["Action"] === undefined && statement["NotAction"] === undefined) {
      throw malformedPolicy("Missing required field Action");
    }
    checkResources(statement["Resource"] ?? statement["NotResource"], bucket);
  }
}

function parse(text: string): Json {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === "object" && policy !== null && !Array.isArray(policy)) return policy as Json;
  } catch {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
}

function checkResources(resources: unknown, bucket: string): void {
  if (resources === undefined) throw malformedPolicy("Missing required field Resource");
  for (const resource of Array.isArray(resources) ? resources : [resources]) {
    const isInBucket = new RegExp(`^arn:aws:s3:::(\\*|${bucket.replaceAll(".", "\\.")}(/.*)?$)`).test(String(resource));
    if (!isInBucket) throw malformedPolicy("Policy has invalid resource");
  }
}
