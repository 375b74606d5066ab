import type { LocalResponse } from "../../../gateway/door.ts";
import type { ChunkQueue } from "../invocations/chunk-queue.ts";

/** What a function may answer in format 2.0. */
interface FunctionAnswer {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

/** Lambda's own word to the caller of a URL. */
export const urlError = (status: number, message: string, requestId?: string): LocalResponse => ({
  status,
  headers: {
    "content-type": "application/json",
    ...(requestId === undefined ? {} : { "x-amzn-requestid": requestId }),
    ...(status === 403 ? { "x-amzn-errortype": "AccessDeniedException" } : {}),
  },
  body: JSON.stringify(status === 403 ? { Message: message } : { message }),
});

/** What a function that answers as a whole answers over HTTP: as it says, or its result as JSON. */
export function bufferedResponse(body: Buffer, requestId: string): LocalResponse {
  const answer = parsed(body);
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    const text = typeof answer === "string" ? answer : body.toString("utf8");
    return { status: 200, headers: { "content-type": "application/json", "x-amzn-requestid": requestId }, body: text };
  }
  const { statusCode, headers = {}, cookies = [], body: content = "", isBase64Encoded } = answer as FunctionAnswer;
  const status = Number(statusCode);
  if (!isStatus(status)) return urlError(502, "Internal Server Error", requestId);
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return {
    status,
    headers: headersOf(headers, cookies, requestId, "application/json"),
    body: isBase64Encoded === true ? Buffer.from(text, "base64") : text,
  };
}

const preludeType = "application/vnd.awslambda.http-integration-response";
const separator = Buffer.alloc(8);
const preludeBytesMax = 1024 * 1024;

/** What a function that streams answers over HTTP: after a head of JSON and eight zero bytes, where it sends one. */
export async function streamedResponse(chunks: ChunkQueue, requestId: string): Promise<LocalResponse> {
  const parts = chunks[Symbol.asyncIterator]();
  const contentType = chunks.contentType ?? "application/octet-stream";
  if (contentType !== preludeType) {
    return { status: 200, headers: headersOf({}, [], requestId, contentType), body: joined(Buffer.alloc(0), parts) };
  }
  let head = Buffer.alloc(0);
  for (let at = -1; at < 0; at = head.indexOf(separator)) {
    const { value, done } = await parts.next();
    if (done === true || head.length > preludeBytesMax) return urlError(502, "Internal Server Error", requestId);
    head = Buffer.concat([head, value]);
  }
  const at = head.indexOf(separator);
  const { statusCode = 200, headers = {}, cookies = [] } = (parsed(head.subarray(0, at)) ?? {}) as FunctionAnswer;
  return {
    status: isStatus(Number(statusCode)) ? Number(statusCode) : 502,
    headers: headersOf(headers, cookies, requestId, "application/octet-stream"),
    body: joined(head.subarray(at + separator.length), parts),
  };
}

async function* joined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  yield* rest;
}

function headersOf(
  given: Readonly<Record<string, unknown>>,
  cookies: readonly string[],
  requestId: string,
  contentType: string,
): Record<string, string> {
  const headers: Record<string, string> = { "content-type": contentType, "x-amzn-requestid": requestId };
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    // The length and how the bytes go over the wire are the server's to say.
    if (value !== undefined && value !== null && !fromServer.has(key)) headers[key] = String(value);
  }
  if (cookies.length > 0) headers["set-cookie"] = cookies as unknown as string;
  return headers;
}

const fromServer = new Set(["content-length", "transfer-encoding", "connection"]);

const isStatus = (status: number): boolean => Number.isInteger(status) && status >= 100 && status <= 599;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
