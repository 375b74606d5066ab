import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { runIdOf } from "@millrace/handlers";
import { unless } from "../deploy/is-error.ts";
import type { Clients } from "../target.ts";

export interface Sent {
  readonly runId: string;
  readonly key: string;
}

export interface SampleOptions {
  /** Folder with the samples. */
  readonly folder: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly clients: Clients;
  /** Whether a run stands in the ledger: what was sent by an earlier start is not sent again. */
  readonly isKnown: (runId: string) => Promise<boolean>;
}

/** Sends a pipeline's sample files, each under the name of its partner. */
export async function sendSamples({ folder, bucket, prefix, clients, isKnown }: SampleOptions): Promise<Sent[]> {
  const names = (await readdir(folder)).sort((a, b) => (a < b ? -1 : 1));
  const sent: Sent[] = [];
  for (const name of names) {
    const body = await readFile(join(folder, name));
    const key = `${prefix}${partnerOf(name)}/${name}`;
    const eTag = createHash("md5").update(body).digest("hex");
    const runIn = (versionId: string | undefined): string => runIdOf({ bucket, key, eTag, versionId });
    const there = await unless(clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })), "NotFound");
    const earlier = there?.ETag === `"${eTag}"` ? runIn(there.VersionId) : undefined;
    if (earlier !== undefined && (await isKnown(earlier))) {
      sent.push({ runId: earlier, key });
      continue;
    }
    const { VersionId } = await clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    sent.push({ runId: runIn(VersionId), key });
  }
  return sent;
}

/** `partner-b.json` comes from partner-b, anything else from partner-a. */
const partnerOf = (name: string): string => /^partner-[a-z]/.exec(name)?.[0] ?? "partner-a";
