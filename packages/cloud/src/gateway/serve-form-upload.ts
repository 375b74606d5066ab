import { pipeline } from "node:stream";
import {
  type Answer,
  AwsError,
  boundedFile,
  escapeXml,
  expiredToken,
  type FormUpload,
  inputBindings,
  openFormUpload,
  readBindings,
  readPostSignature,
  s3Service,
  type UploadRoute,
  unknownAccessKey,
  validateInput,
  verifyPostPolicy,
} from "@millrace/wire";
import { anonymous } from "./authenticate.ts";
import type { Exchange } from "./exchange.ts";
import { operationRequest } from "./operation-request.ts";

/**
 * A browser's form that uploads a file: no operation of the model, but PutObject in another dress.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export async function serveFormUpload(exchange: Exchange, route: UploadRoute): Promise<void> {
  exchange.service = s3Service;
  exchange.protocol = "restXml";
  exchange.operationName = "PutObject";
  exchange.admitBody();
  const upload = await openFormUpload(exchange.request, exchange.head);
  const fields = new Map([...upload.fields, ["bucket", route.bucket]]);
  const range = authenticateForm(exchange, fields);
  const file = boundedFile(range);
  pipeline(upload.file, file, () => undefined);
  const key = keyOf(fields, upload);
  const input = { ...inputOf(exchange, fields, upload, { Bucket: route.bucket, Key: key }), Body: file };
  const request = operationRequest(exchange, { service: "s3", operation: "PutObject", input });
  const output = (await exchange.setting.door.run(request)) as { readonly ETag?: string };
  exchange.answer(answerOf(exchange, fields, { bucket: route.bucket, key, etag: output.ETag ?? "" }));
}

function authenticateForm(
  exchange: Exchange,
  fields: ReadonlyMap<string, string>,
): ReturnType<typeof verifyPostPolicy> {
  const signature = readPostSignature(fields);
  exchange.principal = anonymous;
  if (signature === undefined) return undefined;
  const { door, clock } = exchange.setting;
  const credential = door.credential(signature.accessKeyId, signature.sessionToken);
  if (credential === undefined) throw unknownAccessKey("s3", signature.accessKeyId);
  const now = clock.now();
  const range = verifyPostPolicy(fields, { secretAccessKey: credential.secretAccessKey, now });
  if (credential.expiresAt !== undefined && now >= credential.expiresAt) {
    throw expiredToken("s3", signature.sessionToken);
  }
  exchange.principal = credential.principal;
  return range;
}

function keyOf(fields: ReadonlyMap<string, string>, upload: FormUpload): string {
  const key = fields.get("key");
  if (key === undefined || key === "") {
    throw new AwsError(
      "InvalidArgument",
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
      {
        status: 400,
        fields: { ArgumentName: "key", ArgumentValue: "" },
      },
    );
  }
  return key.replaceAll("${filename}", upload.fileName);
}

/** Fields of a form are named like the headers of PutObject, some without their prefix. */
const renamed: Readonly<Record<string, string>> = {
  acl: "x-amz-acl",
  "x-amz-checksum-algorithm": "x-amz-sdk-checksum-algorithm",
};

function inputOf(
  exchange: Exchange,
  fields: ReadonlyMap<string, string>,
  upload: FormUpload,
  labels: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const operation = exchange.setting.models.model("s3").operation("PutObject");
  if (operation === undefined) throw new TypeError("Cannot find PutObject in the model of S3");
  const headers: Record<string, string> = {};
  if (upload.fileType !== undefined) headers["content-type"] = upload.fileType;
  for (const [name, value] of fields) headers[renamed[name] ?? name] = value;
  const input = readBindings(operation.input, { labels, query: new Map(), headers, uri: "", isPresigned: false });
  const payload = inputBindings(operation.input).payload?.name ?? "Body";
  validateInput(s3Service, operation, { ...input, [payload]: upload.file });
  return input;
}

interface Stored {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
}

function answerOf(exchange: Exchange, fields: ReadonlyMap<string, string>, stored: Stored): Answer {
  const location = `${exchange.endpoint}/${stored.bucket}/${stored.key.split("/").map(encodeURIComponent).join("/")}`;
  const headers: Record<string, string> = { etag: stored.etag, location, "x-amz-request-id": exchange.requestId };
  const redirect = fields.get("success_action_redirect") ?? fields.get("redirect");
  const target = redirect === undefined ? undefined : redirection(redirect, stored);
  if (target !== undefined) return { status: 303, headers: { ...headers, location: target }, body: "" };
  const status = fields.get("success_action_status");
  if (status !== "201") return { status: status === "200" ? 200 : 204, headers, body: "" };
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${escapeXml(location)}</Location><Bucket>${escapeXml(stored.bucket)}</Bucket><Key>${escapeXml(stored.key)}</Key><ETag>${escapeXml(stored.etag)}</ETag></PostResponse>`;
  return { status: 201, headers: { ...headers, "content-type": "application/xml" }, body };
}

/** A target that is no URL is ignored, as the documentation says. */
function redirection(text: string, stored: Stored): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.searchParams.set("bucket", stored.bucket);
  url.searchParams.set("key", stored.key);
  url.searchParams.set("etag", stored.etag);
  return url.href;
}
