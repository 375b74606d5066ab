import { errorFacts } from "../errors/error-facts.ts";
import { parseForm } from "../query/parse-form.ts";
import { readQuery } from "../query/read-query.ts";
import { header, type RequestHead } from "../request-head.ts";
import { isStructure } from "../schema/schema.ts";
import { escapeXml } from "../xml/escape.ts";
import { writeMembers } from "../xml/write-xml.ts";
import { bufferedBody } from "./buffered-body.ts";
import type { Call, Protocol } from "./protocol.ts";

/**
 * Operation and input as fields of a form, output as XML.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQuery: Protocol = {
  decode(call, body) {
    const fields = parseForm(call.head.query, bufferedBody(body).toString("utf8"));
    return withQueueUrl(call, readQuery(call.operation.input, fields, "awsQuery"));
  },

  encode(call, output) {
    const { operation, service, requestId } = call;
    const result = isStructure(operation.output)
      ? `<${operation.name}Result>${writeMembers(operation.output, output ?? {})}</${operation.name}Result>`
      : "";
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return {
      status: 200,
      headers: { "x-amzn-requestid": requestId, "content-type": "text/xml" },
      body: `<${operation.name}Response xmlns="${service.xmlNamespace}">${result}${metadata}</${operation.name}Response>`,
    };
  },

  encodeError(call, error) {
    const facts = errorFacts(call.model, error, true);
    const { schema } = facts;
    const fields =
      schema === undefined ? "" : writeMembers(schema, error.fields, (member) => member.name !== facts.messageName);
    const type = facts.isServerFault ? "Receiver" : "Sender";
    const detail = `<Type>${type}</Type><Code>${escapeXml(facts.queryCode)}</Code><Message>${escapeXml(error.query.message ?? error.message)}</Message>${fields}`;
    return {
      status: facts.status,
      headers: { "x-amzn-requestid": call.requestId, "content-type": "text/xml" },
      body: `<ErrorResponse xmlns="${call.service.xmlNamespace ?? ""}"><Error>${detail}</Error><RequestId>${call.requestId}</RequestId></ErrorResponse>`,
    };
  },
};

/** Clients of the query protocol call a queue by sending to its URL, and may leave it out of the form. */
function withQueueUrl(call: Call, input: Record<string, unknown>): Record<string, unknown> {
  const { service, operation, head } = call;
  const wantsUrl =
    service.name === "sqs" && isStructure(operation.input) && operation.input.member("QueueUrl") !== undefined;
  if (!wantsUrl || input["QueueUrl"] !== undefined || head.path === "/") return input;
  return { ...input, QueueUrl: urlOf(head) };
}

const urlOf = (head: RequestHead): string =>
  `${head.isSecure ? "https" : "http"}://${header(head, "host") ?? ""}${head.path}`;
