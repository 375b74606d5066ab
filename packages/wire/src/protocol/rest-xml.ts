import type { AwsError } from "../aws-error.ts";
import { errorFacts } from "../errors/error-facts.ts";
import { encodeEvents } from "../event-stream/encode-events.ts";
import { outputBindings } from "../http-bindings/bindings.ts";
import { writeHeaders } from "../http-bindings/write-headers.ts";
import type { Member, StructureSchema } from "../schema/schema.ts";
import { escapeXml } from "../xml/escape.ts";
import { malformedXml, parseXml } from "../xml/parse-xml.ts";
import { readStructure } from "../xml/read-xml.ts";
import { writeElement, writeMembers, xmlDeclaration } from "../xml/write-xml.ts";
import type { Answer, Call, FailedCall, Protocol } from "./protocol.ts";
import { type DocumentLanguage, type DocumentPart, decodeRest, encodeRest } from "./rest-body.ts";

const language: DocumentLanguage = {
  contentType: "application/xml",
  requestIdHeader: requestIds,
  read: readDocument,
  write: writeDocument,
  writeEvents: (call, output) => encodeEvents(call.operation.output, output, { format: "xml" }),
  emptyDocument: undefined,
};

/**
 * S3's protocol: paths, headers, and XML.
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export const restXml: Protocol = {
  decode: (call, body) => decodeRest(call, body, language),
  encode: (call, output) => withStatus(call, encodeRest(call, output, language)),
  encodeError: (call, error) => (call.service.name === "s3" ? encodeS3Error(call, error) : encodeXmlError(call, error)),
};

/** Observed on S3: these answer 204, whatever the model says. */
const withoutContent = new Set([
  "PutBucketAnalyticsConfiguration",
  "PutBucketIntelligentTieringConfiguration",
  "PutBucketInventoryConfiguration",
  "PutBucketMetricsConfiguration",
  "PutBucketPolicy",
  "PutBucketTagging",
]);

/** Statuses that the model leaves out: of answers with a part of an object, and of those that say nothing. */
function withStatus({ service, operation }: Call, answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  if ("content-range" in answer.headers) return { ...answer, status: 206 };
  return service.name === "s3" && withoutContent.has(operation.name) ? { ...answer, status: 204 } : answer;
}

/** A number that is none makes the whole document malformed. */
function readDocument(schema: StructureSchema, body: Buffer): Record<string, unknown> {
  const root = parseXml(body.toString("utf8"));
  try {
    return readStructure(schema, root);
  } catch {
    throw malformedXml();
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/get-request-ids.html */
function requestIds(call: FailedCall): Record<string, string> {
  if (call.service.name !== "s3") return { "x-amzn-requestid": call.requestId };
  return { "x-amz-request-id": call.requestId, "x-amz-id-2": hostId(call.requestId) };
}

/** The second of S3's two ids is opaque; here it says the first once more. */
const hostId = (requestId: string): string =>
  Buffer.from(`${requestId}/millrace/${requestId}`, "utf8").toString("base64");

function writeDocument(schema: StructureSchema, value: unknown, part: DocumentPart): string {
  const namespace = ` xmlns="${part.call.service.xmlNamespace}"`;
  if (part.call.operation.isUnwrapped) return xmlDeclaration + unwrapped(schema, value, namespace);
  const tag = part.payload?.traits.xmlName ?? schema.traits.xmlName ?? schema.name;
  if (part.payload !== undefined) return xmlDeclaration + writeElement(tag, schema, value, namespace);
  return `${xmlDeclaration}<${tag}${namespace}>${writeMembers(schema, value, part.isWritten)}</${tag}>`;
}

/** The one member itself is the document, present even when it has no value (GetBucketLocation in us-east-1). */
function unwrapped(schema: StructureSchema, value: unknown, namespace: string): string {
  const member: Member | undefined = schema.members[0];
  const given = (value as Readonly<Record<string, unknown>>)[member?.name ?? ""];
  const text = given === undefined || given === null ? "" : escapeXml(String(given));
  return `<${member?.name}${namespace}>${text}</${member?.name}>`;
}

/** S3's errors stand alone in their document, each with fields of its own. */
function encodeS3Error(call: FailedCall, error: AwsError): Answer {
  const facts = errorFacts(call.model, error);
  const headers: Record<string, string> = { ...requestIds(call), ...error.headers };
  if (facts.schema !== undefined) writeHeaders(facts.schema, error.fields, headers);
  if (facts.status === 304) return { status: facts.status, headers, body: "" };
  headers["content-type"] = "application/xml";
  if (call.head.method === "HEAD") return { status: facts.status, headers, body: "" };
  const fields = Object.entries(error.fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join("");
  const ids = `<RequestId>${call.requestId}</RequestId><HostId>${hostId(call.requestId)}</HostId>`;
  const body = `${xmlDeclaration}<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>${fields}${ids}</Error>`;
  return { status: facts.status, headers, body };
}

function encodeXmlError(call: FailedCall, error: AwsError): Answer {
  const facts = errorFacts(call.model, error);
  const headers: Record<string, string> = { "x-amzn-requestid": call.requestId, "content-type": "application/xml" };
  const { schema } = facts;
  const isField = (member: Member): boolean => member.name !== facts.messageName;
  const fields =
    schema === undefined
      ? ""
      : writeMembers(schema, error.fields, (member) => isField(member) && outputBindings(schema).isInDocument(member));
  const type = facts.isServerFault ? "Receiver" : "Sender";
  const body = `${xmlDeclaration}<ErrorResponse xmlns="${call.service.xmlNamespace}"><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>${fields}</Error><RequestId>${call.requestId}</RequestId></ErrorResponse>`;
  return { status: facts.status, headers, body };
}
