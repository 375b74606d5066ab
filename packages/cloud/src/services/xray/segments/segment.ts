/** A segment document, as far as it is looked into. https://docs.aws.amazon.com/xray/latest/devguide/aws-xray-interface-api.html */
export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly traceId: string;
  readonly parentId: string | undefined;
  /** Seconds since the epoch. */
  readonly startTime: number;
  /** Missing while it is in progress. */
  readonly endTime: number | undefined;
  readonly isError: boolean;
  readonly isFault: boolean;
  readonly isThrottle: boolean;
  readonly origin: string | undefined;
  readonly user: string | undefined;
  readonly http: {
    readonly url?: string;
    readonly method?: string;
    readonly status?: number;
    readonly userAgent?: string;
    readonly clientIp?: string;
  };
  readonly annotations: Readonly<Record<string, string | number | boolean>>;
  readonly document: string;
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
const documentBytesMax = 64 * 1024;
const traceIdForm = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i;
const idForm = /^[0-9a-f]{16}$/i;

export interface Refusal {
  readonly id: string | undefined;
  readonly code: string;
  readonly message: string;
}

/** Reads a document, or says why it is none. */
export function readSegment(document: string): Segment | Refusal {
  const parsed = parse(document);
  if (parsed === undefined)
    return { id: undefined, code: "ParseError", message: "Invalid segment. ErrorCode: ParseError" };
  const id = textOf(parsed["id"]);
  const refusal = (what: string): Refusal => ({ id, code: what, message: `Invalid segment. ErrorCode: ${what}` });
  if (Buffer.byteLength(document) > documentBytesMax) return refusal("MessageTooLong");
  if (id === undefined) return refusal("MissingId");
  if (!idForm.test(id)) return refusal("InvalidId");
  const traceId = textOf(parsed["trace_id"]);
  // Ids of W3C trace contexts are known by X-Ray as well.
  if (traceId === undefined) return refusal("MissingTraceId");
  const known = /^[0-9a-f]{32}$/i.test(traceId) ? `1-${traceId.slice(0, 8)}-${traceId.slice(8)}` : traceId;
  if (!traceIdForm.test(known)) return refusal("InvalidTraceId");
  const name = textOf(parsed["name"]);
  if (name === undefined) return refusal("MissingName");
  const startTime = parsed["start_time"];
  if (typeof startTime !== "number") return refusal("MissingStartTime");
  const endTime = parsed["end_time"];
  if (typeof endTime !== "number" && parsed["in_progress"] !== true) return refusal("MissingEndTime");
  if (parsed["type"] === "subsegment" && textOf(parsed["parent_id"]) === undefined) return refusal("MissingParentId");
  return {
    id,
    name,
    traceId: known,
    startTime,
    endTime: typeof endTime === "number" ? endTime : undefined,
    parentId: textOf(parsed["parent_id"]),
    isError: parsed["error"] === true,
    isFault: parsed["fault"] === true,
    isThrottle: parsed["throttle"] === true,
    origin: textOf(parsed["origin"]),
    user: textOf(parsed["user"]),
    http: readHttp(parsed["http"]),
    annotations: readAnnotations(parsed["annotations"]),
    document,
  };
}

export const isRefusal = (read: Segment | Refusal): read is Refusal => "code" in read;

function parse(document: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(document);
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

function readHttp(value: unknown): Segment["http"] {
  const { request = {}, response = {} } = (value ?? {}) as Record<string, Record<string, unknown>>;
  const status = response["status"];
  const texts = {
    url: textOf(request["url"]),
    method: textOf(request["method"]),
    userAgent: textOf(request["user_agent"]),
    clientIp: textOf(request["client_ip"]),
  };
  const known = Object.entries(texts).filter(([, text]) => text !== undefined);
  return { ...Object.fromEntries(known), ...(typeof status === "number" ? { status } : {}) };
}

function readAnnotations(value: unknown): Segment["annotations"] {
  if (value === null || typeof value !== "object") return {};
  const plain = Object.entries(value).filter(([, one]) => ["string", "number", "boolean"].includes(typeof one));
  return Object.fromEntries(plain) as Segment["annotations"];
}
