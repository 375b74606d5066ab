import { decodeCbor } from "../cbor/decode-cbor.ts";
import { cborReader } from "../cbor/read-cbor.ts";
import { writeCbor, writePlainCbor } from "../cbor/write-cbor.ts";
import { errorFacts, messageMember } from "../errors/error-facts.ts";
import { encodeEvents } from "../event-stream/encode-events.ts";
import { eventMember } from "../event-stream/event-member.ts";
import { bufferedBody } from "./buffered-body.ts";
import type { FailedCall, Protocol } from "./protocol.ts";
import { queryErrorHeader } from "./query-error-header.ts";

/**
 * The operation in the path, input and output as CBOR.
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const rpcv2Cbor: Protocol = {
  decode(call, body) {
    const bytes = bufferedBody(body);
    const value = bytes.length === 0 ? {} : decodeCbor(bytes);
    return cborReader(call.operation.input)(value) as Record<string, unknown>;
  },

  encode(call, output) {
    const headers = headersOf(call);
    const { output: schema } = call.operation;
    if (eventMember(schema) === undefined) return { status: 200, headers, body: writeCbor(schema, output) };
    headers["content-type"] = "application/vnd.amazon.eventstream";
    const format = { format: "cbor", initialContentType: "application/cbor" } as const;
    return { status: 200, headers, body: encodeEvents(schema, output as Record<string, unknown>, format) };
  },

  encodeError(call, error) {
    const facts = errorFacts(call.model, error);
    const headers = headersOf(call);
    queryErrorHeader(call, facts, headers);
    const name = facts.schema === undefined ? error.code : `${call.model?.namespace}#${error.code}`;
    const body = writePlainCbor({ __type: name, ...error.fields, ...messageMember(facts, error) });
    return { status: facts.status, headers, body };
  },
};

/** Without the second header the clients refuse to read the answer. */
const headersOf = (call: FailedCall): Record<string, string> => ({
  "x-amzn-requestid": call.requestId,
  "smithy-protocol": "rpc-v2-cbor",
  "content-type": "application/cbor",
});
