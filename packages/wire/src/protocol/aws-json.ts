import * as zlib from "node:zlib";
import { errorFacts, messageMember } from "../errors/error-facts.ts";
import { encodeEvents } from "../event-stream/encode-events.ts";
import { eventMember } from "../event-stream/event-member.ts";
import { jsonReader, parseJson } from "../json/read-json.ts";
import { jsonValue, writeJson } from "../json/write-json.ts";
import { bufferedBody } from "./buffered-body.ts";
import type { Answer, Call, FailedCall, Protocol } from "./protocol.ts";
import { queryErrorHeader } from "./query-error-header.ts";

/**
 * The operation in a header, input and output as one JSON object.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function awsJson(contentType: string): Protocol {
  return {
    decode(call, body) {
      return jsonReader(call.operation.input)(parseJson(bufferedBody(body))) as Record<string, unknown>;
    },

    encode(call, output) {
      const events = eventMember(call.operation.output);
      if (events !== undefined) return eventAnswer(call, output as Record<string, unknown>, contentType);
      const body = call.operation.output.kind === "unit" ? "{}" : writeJson(call.operation.output, output);
      return { status: 200, headers: headersOf(call, contentType, body), body };
    },

    encodeError(call, error) {
      const facts = errorFacts(call.model, error);
      const { message: _, ...fields } = error.fields;
      const known = facts.schema === undefined ? fields : (jsonValue(facts.schema, fields) as object);
      const name = facts.schema === undefined ? error.code : `${call.model?.namespace}#${error.code}`;
      const text = JSON.stringify({ __type: name, ...known, ...messageMember(facts, error) });
      const headers = headersOf(call, contentType, text);
      queryErrorHeader(call, facts, headers);
      return { status: facts.status, headers, body: text };
    },
  };
}

function headersOf(call: FailedCall, contentType: string, body: string): Record<string, string> {
  const headers: Record<string, string> = { "x-amzn-requestid": call.requestId, "content-type": contentType };
  // DynamoDB's older clients check their answers against this sum.
  if (call.service.signingName === "dynamodb") headers["x-amz-crc32"] = String(zlib.crc32(body));
  return headers;
}

/** The members beside the stream travel in a first event of their own. */
function eventAnswer(call: Call, output: Record<string, unknown>, contentType: string): Answer {
  return {
    status: 200,
    headers: { "x-amzn-requestid": call.requestId, "content-type": "application/vnd.amazon.eventstream" },
    body: encodeEvents(call.operation.output, output, { format: "json", initialContentType: contentType }),
  };
}
