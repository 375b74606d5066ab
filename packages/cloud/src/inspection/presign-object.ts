import { AwsError, presign } from "@millrace/wire";
import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { wellKnownKey } from "../kernel/credentials.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { jsonResponse } from "./answers.ts";
import { readBody } from "./read-body.ts";

const expiresSeconds = 900;

/** An address at which one object can be put or read for a quarter of an hour, as any client of S3 would presign it. */
export function presignObject(request: LocalRequest, { clock }: Kernel): LocalResponse {
  const { bucket, key, region, method } = readBody(request.body);
  if (typeof bucket !== "string" || typeof key !== "string") {
    throw new AwsError("SerializationException", "bucket and key must be texts");
  }
  const url = presign({
    method: method === "PUT" ? "PUT" : "GET",
    host: new URL(request.endpoint).host,
    path: `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`,
    region: typeof region === "string" ? region : "us-east-1",
    now: clock.now(),
    expiresSeconds,
    ...wellKnownKey,
  });
  return jsonResponse(200, { url });
}
