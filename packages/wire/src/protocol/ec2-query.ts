import { errorFacts } from "../errors/error-facts.ts";
import { parseForm } from "../query/parse-form.ts";
import { readQuery } from "../query/read-query.ts";
import { isStructure } from "../schema/schema.ts";
import { escapeXml } from "../xml/escape.ts";
import { writeMembers, xmlDeclaration } from "../xml/write-xml.ts";
import { bufferedBody } from "./buffered-body.ts";
import type { Protocol } from "./protocol.ts";

/**
 * The query protocol as EC2 speaks it: capitalised names, answers without a wrapper, errors in a list.
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const ec2Query: Protocol = {
  decode: (call, body) =>
    readQuery(call.operation.input, parseForm(call.head.query, bufferedBody(body).toString("utf8")), "ec2Query"),

  encode(call, output) {
    const { operation, service, requestId } = call;
    const result = isStructure(operation.output)
      ? writeMembers(operation.output, output ?? {})
      : "<return>true</return>";
    return {
      status: 200,
      headers: { "x-amzn-requestid": requestId, "content-type": "text/xml;charset=UTF-8" },
      body: `${xmlDeclaration}<${operation.name}Response xmlns="${service.xmlNamespace}"><requestId>${requestId}</requestId>${result}</${operation.name}Response>`,
    };
  },

  encodeError(call, error) {
    const facts = errorFacts(call.model, error, true);
    const detail = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
    return {
      status: facts.status,
      headers: { "x-amzn-requestid": call.requestId, "content-type": "text/xml;charset=UTF-8" },
      body: `${xmlDeclaration}<Response><Errors><Error>${detail}</Error></Errors><RequestID>${call.requestId}</RequestID></Response>`,
    };
  },
};
