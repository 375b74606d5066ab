import { writeCbor } from "../cbor/write-cbor.ts";
import { writeRestJson } from "../json/write-json.ts";
import { isBlob, isStructure, type Member, membersOf, type Schema, type StructureSchema } from "../schema/schema.ts";
import { writeElement } from "../xml/write-xml.ts";
import { eventMember } from "./event-member.ts";
import { type EventMessage, type HeaderValue, writeMessage } from "./message.ts";

export type EventLanguage = "json" | "xml" | "cbor";

export interface EventFormat {
  readonly format: EventLanguage;
  /** Protocols without HTTP bindings send the members beside the stream in a first event of this content type. */
  readonly initialContentType?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** The bytes of an output that streams events, one message per event, each asked of the service when the client reads on. */
export async function* encodeEvents(schema: Schema, output: Values, format: EventFormat): AsyncGenerator<Buffer> {
  const events = eventMember(schema);
  if (events === undefined) throw new TypeError(`Cannot stream ${schema.name}: expected a member that streams events`);
  if (format.initialContentType !== undefined && isStructure(schema)) {
    yield writeMessage(initialResponse(schema, output, events.member, format));
  }
  for await (const event of output[events.member.name] as AsyncIterable<Values>) {
    yield writeMessage(encodeEvent(events.union, event, format.format));
  }
}

function initialResponse(schema: StructureSchema, output: Values, stream: Member, format: EventFormat): EventMessage {
  const { [stream.name]: _, ...rest } = output;
  return {
    headers: {
      ":message-type": "event",
      ":event-type": "initial-response",
      ":content-type": format.initialContentType ?? contentTypes[format.format],
    },
    payload: documentOf(schema, rest, format.format),
  };
}

/** One event of a union, which has exactly one member set. */
export function encodeEvent(union: StructureSchema, event: Values, format: EventLanguage): EventMessage {
  const name = Object.keys(event).find((key) => event[key] !== undefined) ?? "";
  const schema = union.member(name)?.schema;
  if (schema === undefined) throw new TypeError(`Cannot send the event ${name}: ${union.name} has none of this name`);
  const value = (event[name] ?? {}) as Values;
  const headers: Record<string, HeaderValue> =
    schema.kind === "error"
      ? { ":message-type": "exception", ":exception-type": name }
      : { ":message-type": "event", ":event-type": name };
  for (const member of membersOf(schema)) {
    const given = value[member.name];
    if (member.traits.eventHeader === 1 && given !== undefined && given !== null)
      headers[member.name] = given as HeaderValue;
  }
  return { headers, payload: encodePayload(schema, value, headers, format) };
}

function encodePayload(
  schema: Schema,
  value: Values,
  headers: Record<string, HeaderValue>,
  format: EventLanguage,
): Uint8Array {
  const payload = membersOf(schema).find((member) => member.traits.eventPayload === 1);
  if (payload !== undefined) return encodePayloadMember(payload, value[payload.name], headers, format);
  const inBody = membersOf(schema).filter((member) => member.traits.eventHeader !== 1);
  if (inBody.length === 0 || !isStructure(schema)) return Buffer.alloc(0);
  headers[":content-type"] = contentTypes[format];
  return documentOf(schema, value, format);
}

function encodePayloadMember(
  member: Member,
  value: unknown,
  headers: Record<string, HeaderValue>,
  format: EventLanguage,
): Uint8Array {
  if (isBlob(member.schema)) {
    headers[":content-type"] = "application/octet-stream";
    return typeof value === "string"
      ? Buffer.from(value, "utf8")
      : ((value as Uint8Array | undefined) ?? Buffer.alloc(0));
  }
  if (member.schema.kind === "string") {
    headers[":content-type"] = "text/plain";
    return Buffer.from((value as string | undefined) ?? "", "utf8");
  }
  headers[":content-type"] = contentTypes[format];
  return isStructure(member.schema) ? documentOf(member.schema, value, format) : Buffer.alloc(0);
}

const contentTypes = { json: "application/json", xml: "text/xml", cbor: "application/cbor" } as const;

function documentOf(schema: StructureSchema, value: unknown, format: EventLanguage): Buffer {
  if (format === "cbor") return writeCbor(schema, value ?? {});
  const text = format === "xml" ? writeElement(schema.name, schema, value ?? {}) : writeRestJson(schema, value ?? {});
  return Buffer.from(text, "utf8");
}
