import { base64 } from "../json/write-json.ts";
import {
  isBlob,
  isFlattened,
  isStructure,
  isTimestamp,
  type Member,
  type Schema,
  type StructureSchema,
} from "../schema/schema.ts";
import { timestampFormat, writeTimestamp } from "../schema/timestamps.ts";
import { escapeXml, escapeXmlAttribute } from "./escape.ts";

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An element that holds a structure. `attributes` are written as they stand, with a space before each. */
export function writeElement(tag: string, schema: StructureSchema, value: unknown, attributes = ""): string {
  const source = value as Readonly<Record<string, unknown>>;
  let all = attributes;
  for (const member of schema.members) {
    const given = member.traits.xmlAttribute === 1 ? source[member.name] : undefined;
    if (given !== undefined && given !== null) all += ` ${tagOf(member)}="${escapeXmlAttribute(String(given))}"`;
  }
  return `<${tag}${all}>${writeMembers(schema, value)}</${tag}>`;
}

/** The elements of a structure's members, those left out for which `isWritten` says no. */
export function writeMembers(
  schema: StructureSchema,
  value: unknown,
  isWritten: (member: Member) => boolean = everyMember,
): string {
  const source = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const member of schema.members) {
    const given = source[member.name];
    if (given === undefined || given === null || member.traits.xmlAttribute === 1 || !isWritten(member)) continue;
    text += writeMember(member, given);
  }
  return text;
}

const everyMember = (): boolean => true;

const tagOf = (member: Member): string => member.traits.xmlName ?? member.name;

/** Declares the namespace of a member's element, or of the structure in it. */
export function namespaceAttribute(member: Member | undefined, schema: Schema | undefined = member?.schema): string {
  const namespace = member?.traits.xmlNamespace ?? schema?.traits.xmlNamespace;
  if (namespace === undefined) return "";
  const [prefix, uri] = namespace;
  return ` xmlns${prefix === "" ? "" : `:${prefix}`}="${uri}"`;
}

function writeMember(member: Member, value: unknown): string {
  const tag = tagOf(member);
  if (isFlattened(member)) {
    if (member.schema.kind === "list") return writeItems(member.schema.item, tag, value);
    if (member.schema.kind === "map") return writeEntries(member.schema, tag, value);
  }
  return writeNode(member, tag, value);
}

function writeNode(member: Member, tag: string, value: unknown): string {
  const { schema } = member;
  if (isStructure(schema)) return writeElement(tag, schema, value, namespaceAttribute(member));
  if (schema.kind === "list") {
    return `<${tag}>${writeItems(schema.item, schema.item.traits.xmlName ?? "member", value)}</${tag}>`;
  }
  if (schema.kind === "map") return `<${tag}>${writeEntries(schema, "entry", value)}</${tag}>`;
  return `<${tag}${namespaceAttribute(member)}>${writeText(schema, value)}</${tag}>`;
}

function writeItems(item: Member, tag: string, value: unknown): string {
  let text = "";
  for (const given of value as Iterable<unknown>) {
    if (given !== undefined && given !== null) text += writeNode(item, tag, given);
  }
  return text;
}

function writeEntries(schema: Extract<Schema, { kind: "map" }>, tag: string, value: unknown): string {
  const keyTag = schema.key.traits.xmlName ?? "key";
  const valueTag = schema.value.traits.xmlName ?? "value";
  let text = "";
  for (const [key, given] of Object.entries(value as object)) {
    if (given === undefined || given === null) continue;
    text += `<${tag}><${keyTag}>${escapeXml(key)}</${keyTag}>${writeNode(schema.value, valueTag, given)}</${tag}>`;
  }
  return text;
}

export function writeText(schema: Schema, value: unknown): string {
  if (isTimestamp(schema)) {
    return String(writeTimestamp(value as Date, timestampFormat(simpleKind(schema), "date-time")));
  }
  return isBlob(schema) ? base64(value) : escapeXml(String(value));
}

const simpleKind = (schema: Schema): "timestamp" | "date-time" | "http-date" | "epoch-seconds" =>
  schema.kind === "date-time" || schema.kind === "http-date" || schema.kind === "epoch-seconds"
    ? schema.kind
    : "timestamp";
