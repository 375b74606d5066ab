import { eventMember } from "../event-stream/event-member.ts";
import { inputBindings, outputBindings } from "../http-bindings/bindings.ts";
import { parseQuery } from "../http-bindings/query-parameters.ts";
import { readBindings } from "../http-bindings/read-bindings.ts";
import { writeHeaders } from "../http-bindings/write-headers.ts";
import { isBlob, isStructure, type Member, type StructureSchema } from "../schema/schema.ts";
import { bufferedBody } from "./buffered-body.ts";
import type { Answer, AnswerBody, Call, RequestBody } from "./protocol.ts";

/** What differs between the REST protocols: the language of their documents. */
export interface DocumentLanguage {
  readonly contentType: string;
  readonly requestIdHeader: (call: Call) => Record<string, string>;
  readonly read: (schema: StructureSchema, body: Buffer) => Record<string, unknown>;
  readonly write: (schema: StructureSchema, value: unknown, part: DocumentPart) => string;
  readonly writeEvents: (call: Call, output: Readonly<Record<string, unknown>>) => AsyncIterable<Uint8Array>;
  /** The body of an answer whose output has no place in it. */
  readonly emptyDocument: string | undefined;
}

/** A document is one member of an output, or all its members without another place. */
export interface DocumentPart {
  readonly call: Call;
  readonly payload: Member | undefined;
  readonly isWritten: (member: Member) => boolean;
}

type Values = Record<string, unknown>;

export function decodeRest(call: Call, body: RequestBody, language: DocumentLanguage): Values {
  const schema = call.operation.input;
  const bindings = inputBindings(schema);
  const input = readBindings(schema, {
    labels: call.labels,
    query: parseQuery(call.head.query),
    headers: call.head.headers,
    uri: call.operation.http?.[1] ?? "",
    isPresigned: call.service.name === "s3" && call.head.query.includes("Signature="),
  });
  if (bindings.payload !== undefined) {
    const value = readPayload(bindings.payload, body, language);
    if (value !== undefined) input[bindings.payload.name] = value;
    return input;
  }
  if (!bindings.hasDocument || !isStructure(schema)) return input;
  const bytes = bufferedBody(body);
  if (bytes.length === 0) return input;
  const document = language.read(schema, bytes);
  for (const name of Object.keys(document)) {
    const member = schema.member(name);
    if (member !== undefined && bindings.isInDocument(member)) input[name] = document[name];
  }
  return input;
}

function readPayload(member: Member, body: RequestBody, language: DocumentLanguage): unknown {
  if (!Buffer.isBuffer(body)) return body;
  if (body.length === 0) return undefined;
  if (isBlob(member.schema)) return body;
  return isStructure(member.schema) ? language.read(member.schema, body) : body.toString("utf8");
}

export function encodeRest(call: Call, output: unknown, language: DocumentLanguage): Answer {
  const schema = call.operation.output;
  const headers = language.requestIdHeader(call);
  const status = call.operation.http?.[2] ?? 200;
  if (!isStructure(schema)) return finished(call, status, headers, noBody);
  const values = (output ?? {}) as Values;
  const answered = writeHeaders(schema, values, headers) ?? status;
  const bindings = outputBindings(schema);
  if (eventMember(schema) !== undefined) {
    headers["content-type"] ??= "application/vnd.amazon.eventstream";
    return { status: answered, headers, body: language.writeEvents(call, values) };
  }
  if (bindings.payload !== undefined) {
    return finished(call, answered, headers, writePayload(call, bindings.payload, values, headers, language));
  }
  if (!bindings.hasDocument) return finished(call, answered, headers, emptyBody(call, answered, headers, language));
  headers["content-type"] ??= language.contentType;
  const part = { call, payload: undefined, isWritten: bindings.isInDocument };
  return finished(call, answered, headers, language.write(schema, values, part));
}

const noBody = "";

function emptyBody(call: Call, status: number, headers: Record<string, string>, language: DocumentLanguage): string {
  // What would be said in a document is told of it even when nothing but headers are asked for. Observed on S3.
  if (call.head.method === "HEAD") headers["content-type"] ??= language.contentType;
  if (language.emptyDocument === undefined || status === 204) return noBody;
  headers["content-type"] ??= language.contentType;
  return language.emptyDocument;
}

function writePayload(
  call: Call,
  member: Member,
  values: Values,
  headers: Record<string, string>,
  language: DocumentLanguage,
): AnswerBody {
  const value = values[member.name];
  if (isStructure(member.schema)) {
    headers["content-type"] ??= language.contentType;
    if (value === undefined || value === null) return language.emptyDocument ?? noBody;
    return language.write(member.schema, value, { call, payload: member, isWritten: () => true });
  }
  if (value === undefined || value === null) return noBody;
  headers["content-type"] ??= isBlob(member.schema) ? blobContentType(call) : (member.traits.mediaType ?? "text/plain");
  return value as AnswerBody;
}

/** Lambda answers what a function answers, which is JSON for all it knows. */
const blobContentType = (call: Call): string =>
  call.protocol === "restJson1" ? "application/json" : "application/octet-stream";

/** Answers that must not have a body lose it here; what streams is given back to whoever opened it. */
function finished(call: Call, status: number, headers: Record<string, string>, body: AnswerBody): Answer {
  const isBare = call.head.method === "HEAD" || status === 204 || status === 304;
  if (!isBare) return { status, headers, body };
  if (typeof body !== "string" && "destroy" in body && typeof body.destroy === "function") body.destroy();
  return { status, headers, body: noBody };
}
