import { readScalar } from "../http-bindings/read-scalar.ts";
import { define } from "../json/value-reader.ts";
import {
  isFlattened,
  isStructure,
  type MapSchema,
  type Member,
  type Schema,
  type StructureSchema,
} from "../schema/schema.ts";
import type { XmlElement } from "./parse-xml.ts";

/** Elements -> the members of a structure. */
export function readStructure(schema: StructureSchema, element: XmlElement): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const byTag = childrenByTag(element);
  for (const member of schema.members) {
    const tag = member.traits.xmlName ?? member.name;
    const value =
      member.traits.xmlAttribute === 1
        ? readAttribute(member, tag, element)
        : readMember(member, byTag.get(tag) ?? noElements);
    if (value !== undefined) result[member.name] = value;
  }
  return result;
}

const noElements: readonly XmlElement[] = [];

function childrenByTag(element: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  const byTag = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    const known = byTag.get(child.name);
    if (known === undefined) byTag.set(child.name, [child]);
    else known.push(child);
  }
  return byTag;
}

/** Clients choose prefixes as they like: `xsi:type` may be written under another. */
function readAttribute(member: Member, name: string, element: XmlElement): unknown {
  const local = name.slice(name.indexOf(":") + 1);
  const found = Object.entries(element.attributes).find(
    ([key]) => key === name || key.endsWith(`:${local}`) || key === local,
  );
  return found === undefined ? undefined : readScalar(member.schema, found[1], "date-time");
}

function readMember(member: Member, elements: readonly XmlElement[]): unknown {
  const [first] = elements;
  if (first === undefined) return undefined;
  const { schema } = member;
  if (isFlattened(member)) {
    if (schema.kind === "list") return elements.map((element) => readValue(schema.item.schema, element));
    if (schema.kind === "map") return readEntries(schema, elements);
  }
  return readValue(schema, first);
}

function readValue(schema: Schema, element: XmlElement): unknown {
  if (isStructure(schema)) return readStructure(schema, element);
  if (schema.kind === "list") {
    const tag = schema.item.traits.xmlName ?? "member";
    const items = element.children.filter((child) => child.name === tag);
    return items.map((child) => readValue(schema.item.schema, child));
  }
  if (schema.kind === "map")
    return readEntries(
      schema,
      element.children.filter((child) => child.name === "entry"),
    );
  return readScalar(schema, schema.kind === "string" ? element.text : element.text.trim(), "date-time");
}

function readEntries(schema: MapSchema, entries: readonly XmlElement[]): Record<string, unknown> {
  const keyTag = schema.key.traits.xmlName ?? "key";
  const valueTag = schema.value.traits.xmlName ?? "value";
  const result: Record<string, unknown> = {};
  for (const entry of entries) {
    const key = entry.children.find((child) => child.name === keyTag);
    const value = entry.children.find((child) => child.name === valueTag);
    if (key !== undefined && value !== undefined) define(result, key.text, readValue(schema.value.schema, value));
  }
  return result;
}
