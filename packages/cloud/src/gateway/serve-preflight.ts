import { AwsError, header, type PreflightRoute, s3Service } from "@millrace/wire";
import { anonymous } from "./authenticate.ts";
import { corsHeaders, openToAll } from "./browser-headers.ts";
import type { PreflightInput, PreflightOutput } from "./door.ts";
import type { Exchange } from "./exchange.ts";
import { operationRequest } from "./operation-request.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html */
export async function servePreflight(exchange: Exchange, route: PreflightRoute): Promise<void> {
  const method = header(exchange.head, "access-control-request-method");
  const origin = header(exchange.head, "origin");
  exchange.service = s3Service;
  exchange.protocol = "restXml";
  exchange.operationName = "OptionsObject";
  exchange.extraHeaders = undefined;
  if (origin === undefined || method === undefined) throw insufficientInformation();
  const headers = await askBucket(exchange, { ...route, origin, method });
  exchange.answer({ status: 200, headers: { "x-amz-request-id": exchange.requestId, ...headers }, body: "" });
}

interface Question {
  readonly bucket: string;
  readonly key: string | undefined;
  readonly origin: string;
  readonly method: string;
}

/** The bucket's answer; where no S3 runs, or the path is no bucket's, everybody may. */
async function askBucket(exchange: Exchange, question: Question): Promise<Readonly<Record<string, string>>> {
  const wanted = header(exchange.head, "access-control-request-headers") ?? "";
  const input: PreflightInput = {
    Bucket: question.bucket,
    Key: question.key,
    Origin: question.origin,
    RequestMethod: question.method,
    RequestHeaders: wanted
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ""),
  };
  try {
    const asked = { service: "s3", operation: "OptionsObject", input, principal: anonymous };
    const request = operationRequest(exchange, asked);
    const output = await exchange.setting.door.run(request);
    return corsHeaders(output as PreflightOutput);
  } catch (error) {
    if (error instanceof AwsError && (error.code === "NotImplemented" || error.code === "NoSuchBucket")) {
      return openToAll(exchange.head);
    }
    throw error;
  }
}

/**
 * The headers that let a page read an answer of S3, asked for before the operation runs. A page that may not is still served:
 * its browser keeps the answer from it.
 */
export async function crossOriginHeaders(
  exchange: Exchange,
  question: Omit<Question, "origin">,
): Promise<Readonly<Record<string, string>> | undefined> {
  const origin = header(exchange.head, "origin");
  if (origin === undefined) return undefined;
  try {
    return await askBucket(exchange, { ...question, origin });
  } catch {
    return undefined;
  }
}

const insufficientInformation = (): AwsError =>
  new AwsError("BadRequest", "Insufficient information. Origin request header needed.", { status: 400 });
