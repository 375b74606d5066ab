import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Clients } from "../target.ts";

const folderName = "reference";

/** Puts what steps look up (`reference/` in the pipeline's folder) where they look it up: `reference/` in the bucket. */
export async function putReference(folder: string, bucket: string, { s3 }: Clients): Promise<readonly string[]> {
  const reference = join(folder, folderName);
  if (!existsSync(reference)) return [];
  const files = readdirSync(reference, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const keys: string[] = [];
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    const key = relative(folder, path).split(sep).join("/");
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: readFileSync(path) }));
    keys.push(key);
  }
  return keys;
}
