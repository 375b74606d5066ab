import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { indexKeys, type Pipeline } from "@millrace/pipeline";
import { fileIndex } from "@millrace/plan";
import { filePartition, type Run, readRun } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";
import { type ApiResponse, apiRequestOf, apiResponse } from "./api-event.ts";

type Upload = NonNullable<Pipeline["source"]["upload"]>;

/** What is wanted of `POST /uploads`. */
interface Wanted {
  readonly name: string;
  readonly bytes: number | undefined;
  readonly type: string | undefined;
}

/** Wrong use of the API, told to whoever uses it. */
class Refused extends Error {}

/**
 * The API for who sends files: `POST /uploads {"name", "bytes", "type"}` answers where to PUT the file, `GET /uploads/{id}` what has
 * become of it.
 */
export async function handleUpload(tools: Tools, event: unknown): Promise<ApiResponse> {
  const { method, path, body } = apiRequestOf(event);
  const { upload } = tools.pipeline.source;
  const id = /\/uploads\/([^/]+)$/.exec(path)?.[1];
  if (upload === undefined) return apiResponse(404, { message: "This pipeline takes no uploads" });
  try {
    if (method === "POST" && path.endsWith("/uploads")) return apiResponse(201, await offer(tools, upload, body));
    if (method === "GET" && id !== undefined) return await tell(tools, id);
    return apiResponse(404, {
      message: `Nothing is at ${method} ${path}: expected POST /uploads or GET /uploads/{id}`,
    });
  } catch (error) {
    if (error instanceof Refused) return apiResponse(400, { message: error.message });
    throw error;
  }
}

async function offer({ pipeline, bucket, clients, clock, ids }: Tools, upload: Upload, body: string): Promise<object> {
  const { name, bytes, type } = wantedOf(body);
  refuse(upload, { name, bytes, type });
  const at = name.lastIndexOf("/") + 1;
  // Two files of one name are two files.
  const key = `${pipeline.source.prefix}${name.slice(0, at)}${ids.uuid()}-${name.slice(at)}`;
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    ...(type === undefined ? {} : { ContentType: type }),
    ...(bytes === undefined ? {} : { ContentLength: bytes }),
  });
  // Both are signed, so that the URL is good for a file of this size and type only.
  const signableHeaders = new Set(["host", "content-type", "content-length"]);
  const url = await getSignedUrl(await clients.presigning(), command, {
    expiresIn: upload.expiresSeconds,
    signableHeaders,
  });
  const headers = type === undefined ? {} : { "content-type": type };
  const expiresAt = new Date(clock.now() + upload.expiresSeconds * 1000).toISOString();
  return { id: Buffer.from(key).toString("base64url"), key, method: "PUT", url, headers, expiresAt };
}

function wantedOf(body: string): Wanted {
  let wanted: unknown;
  try {
    wanted = JSON.parse(body);
  } catch {
    throw new Refused("Cannot read the request: expected JSON");
  }
  const member = (name: string): unknown =>
    typeof wanted === "object" && wanted !== null ? Reflect.get(wanted, name) : undefined;
  const [name, bytes, type] = [member("name"), member("bytes"), member("type")];
  if (typeof name !== "string") throw new Refused('Cannot make a URL: expected a "name"');
  if (bytes !== undefined && !(typeof bytes === "number" && Number.isInteger(bytes) && bytes >= 0)) {
    throw new Refused('Cannot make a URL: expected "bytes" to be the size of the file');
  }
  return { name, bytes, type: typeof type === "string" ? type : undefined };
}

/** S3 takes objects of this size in one request. https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const putBytesMax = 5 * 1024 ** 3;

function refuse(upload: Upload, { name, bytes, type }: Wanted): void {
  if (!/^(?!\/)(?!.*(^|\/)\.{0,2}(\/|$))[^\p{Cc}\\]{1,500}$/u.test(name)) {
    throw new Refused("Cannot use this name: expected one such as folder/file.csv, at most 500 characters");
  }
  if (bytes === undefined && upload.maxBytes < putBytesMax) {
    throw new Refused('Cannot make a URL: expected "bytes", as files may not be larger than a limit');
  }
  if ((bytes ?? 0) > upload.maxBytes) {
    throw new Refused(`Cannot take ${bytes} bytes: expected at most ${upload.maxBytes}`);
  }
  if (upload.types.length > 0 && !upload.types.includes(type ?? "")) {
    throw new Refused(`Cannot take a file of this type: expected ${upload.types.join(", ")}`);
  }
}

async function tell(tools: Tools, id: string): Promise<ApiResponse> {
  const key = Buffer.from(id, "base64url").toString("utf8");
  const run = /^[0-9a-f]{32}$/.test(id) ? await tools.ledger.find(id) : await lastRunOf(tools, key);
  if (run === undefined) return apiResponse(404, { id, status: "unknown" });
  const { runId, status, counts, reason, startedAt, finishedAt } = run;
  return apiResponse(200, { id, runId, key: run.key, status, counts, reason, startedAt, finishedAt });
}

async function lastRunOf({ clients, config, bucket }: Tools, key: string): Promise<Run | undefined> {
  const { Items = [] } = await clients.dynamodb.send(
    new QueryCommand({
      TableName: config.table,
      IndexName: fileIndex,
      KeyConditionExpression: "#pk = :file",
      ExpressionAttributeNames: { "#pk": indexKeys(fileIndex).pk },
      ExpressionAttributeValues: { ":file": { S: filePartition(bucket, key) } },
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return Items[0] === undefined ? undefined : readRun(Items[0]);
}
