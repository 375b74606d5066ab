import { createHash } from "node:crypto";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Clients } from "../target.ts";
import { artifactBucket } from "./artifact-bucket.ts";
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
  const { s3 } = clients;
  const bucket = await artifactBucket(region, clients);
  const put = async (body: Buffer, extension: string): Promise<string> => {
    const key = `${name}/${createHash("sha256").update(body).digest("hex").slice(0, 32)}.${extension}`;
    const there = await unless(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })), "NotFound");
    if (there === undefined) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    return key;
  };
  const [codeKey, templateKey] = await Promise.all([put(code, "zip"), put(Buffer.from(template), "yaml")]);
  return { bucket, codeKey, templateUrl: `https://${bucket}.s3.${region}.amazonaws.com/${templateKey}` };
}
