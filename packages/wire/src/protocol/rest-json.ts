import { errorFacts } from "../errors/error-facts.ts";
import { encodeEvents } from "../event-stream/encode-events.ts";
import { writeHeaders } from "../http-bindings/write-headers.ts";
import { parseJson, restJsonReader } from "../json/read-json.ts";
import { writeRestJson } from "../json/write-json.ts";
import type { Protocol } from "./protocol.ts";
import { type DocumentLanguage, decodeRest, encodeRest } from "./rest-body.ts";

const language: DocumentLanguage = {
  contentType: "application/json",
  requestIdHeader: (call) => ({ "x-amzn-requestid": call.requestId }),
  read: (schema, body) => restJsonReader(schema)(parseJson(body)) as Record<string, unknown>,
  write: (schema, value, part) => writeRestJson(schema, part.payload === undefined ? written(value, part) : value),
  writeEvents: (call, output) => encodeEvents(call.operation.output, output, { format: "json" }),
  emptyDocument: "{}",
};

type Part = Parameters<DocumentLanguage["write"]>[2];

/** The output without what already stands in the head of the answer. */
function written(value: unknown, part: Part): Record<string, unknown> {
  const schema = part.call.operation.output;
  const source = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const name in source) {
    const member = "member" in schema ? schema.member(name) : undefined;
    if (member !== undefined && part.isWritten(member)) result[name] = source[name];
  }
  return result;
}

/**
 * Paths, headers, and JSON.
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson1: Protocol = {
  decode: (call, body) => decodeRest(call, body, language),
  encode: (call, output) => encodeRest(call, output, language),

  encodeError(call, error) {
    const facts = errorFacts(call.model, error);
    const headers: Record<string, string> = {
      "x-amzn-requestid": call.requestId,
      "x-amzn-errortype": error.code,
      "content-type": "application/json",
    };
    const { schema } = facts;
    if (schema !== undefined) writeHeaders(schema, error.fields, headers);
    const known = schema === undefined ? error.fields : JSON.parse(writeRestJson(schema, error.fields));
    const messageName = schema?.member(facts.messageName)?.traits.jsonName ?? facts.messageName;
    const body = JSON.stringify({ ...known, [messageName]: error.message });
    return { status: facts.status, headers, body: call.head.method === "HEAD" ? "" : body };
  },
};
