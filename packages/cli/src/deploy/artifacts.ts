import { createHash } from "node:crypto";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Clients } from "../target.ts";
import { unless } from "./is-error.ts";

/** Where CloudFormation takes the code and the template from. */
export interface Artifacts {
  readonly bucket: string;
  readonly codeKey: string;
  readonly templateUrl: string;
}

export interface ArtifactOptions {
  readonly name: string;
  readonly code: Buffer;
  readonly template: string;
  readonly region: string;
  readonly clients: Clients;
}

/** Puts code and template into the account's own bucket for them, each once, under the hash of what it is. */
export async function putArtifacts({ name, code, template, region, clients }: ArtifactOptions): Promise<Artifacts> {
  const { s3, sts } = clients;
  const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const bucket = `millrace-artifacts-${Account}-${region}`;
  if ((await unless(s3.send(new HeadBucketCommand({ Bucket: bucket })), "NotFound")) === undefined) {
    // The first region of AWS is the one that may not be named.
    const LocationConstraint = region as BucketLocationConstraint;
    const place = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ...place }));
  }
  const put = async (body: Buffer, extension: string): Promise<string> => {
    const key = `${name}/${createHash("sha256").update(body).digest("hex").slice(0, 32)}.${extension}`;
    const there = await unless(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })), "NotFound");
    if (there === undefined) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    return key;
  };
  const [codeKey, templateKey] = await Promise.all([put(code, "zip"), put(Buffer.from(template), "yaml")]);
  return { bucket, codeKey, templateUrl: `https://${bucket}.s3.${region}.amazonaws.com/${templateKey}` };
}
