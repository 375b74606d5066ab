import { readScalar } from "../http-bindings/read-scalar.ts";
import { define } from "../json/value-reader.ts";
import {
  isNumber,
  isStructure,
  isTimestamp,
  type ListSchema,
  type MapSchema,
  type Member,
  type Schema,
  type StructureSchema,
} from "../schema/schema.ts";
import type { FormFields } from "./parse-form.ts";

/** How the two query protocols name members: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export type QueryDialect = "awsQuery" | "ec2Query";

/** Fields such as `Filter.1.Value.2` -> input. */
export function readQuery(schema: Schema, fields: FormFields, dialect: QueryDialect): Record<string, unknown> {
  return isStructure(schema) ? readStructure(schema, treeOf(fields), dialect) : {};
}

interface Node {
  text: string | undefined;
  readonly children: Map<string, Node>;
}

const newNode = (): Node => ({ text: undefined, children: new Map() });

/** Names deeper than this say nothing that a model could know. */
const partsMax = 64;

function treeOf(fields: FormFields): Node {
  const root = newNode();
  for (const [name, text] of fields) {
    let node = root;
    for (const part of name.split(".", partsMax)) {
      const child = node.children.get(part) ?? newNode();
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return root;
}

function readStructure(schema: StructureSchema, node: Node, dialect: QueryDialect): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of schema.members) {
    const child = childOf(member, node, dialect);
    if (child === undefined || isBlank(member.schema, child)) continue;
    result[member.name] = readValue(member.schema, child, dialect);
  }
  return result;
}

/** A flattened list is named by its items; clients that do not flatten it use the member's own name. */
function childOf(member: Member, node: Node, dialect: QueryDialect): Node | undefined {
  const { ec2QueryName, xmlName } = member.traits;
  if (dialect === "ec2Query") return node.children.get(ec2QueryName ?? upperFirst(xmlName ?? member.name));
  return node.children.get(xmlName ?? member.name) ?? node.children.get(member.name);
}

const upperFirst = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

/** `Name=` is an empty text or an empty list, and no value of any other type. */
function isBlank(schema: Schema, node: Node): boolean {
  if (node.text !== "" || node.children.size > 0) return false;
  return isNumber(schema) || isTimestamp(schema) || isStructure(schema) || schema.kind === "boolean";
}

function readValue(schema: Schema, node: Node, dialect: QueryDialect): unknown {
  if (isStructure(schema)) return readStructure(schema, node, dialect);
  if (schema.kind === "list") return readList(schema, node, dialect);
  if (schema.kind === "map") return readMap(schema, node, dialect);
  return readScalar(schema, node.text ?? "", "date-time");
}

/** Clients differ in whether they write the name of an item between the list and its number, so both are read. */
function readList(schema: ListSchema, node: Node, dialect: QueryDialect): readonly unknown[] {
  const named = node.children.get(schema.item.traits.xmlName ?? "member") ?? node.children.get("member");
  return numbered(node, named).map((item) => readValue(schema.item.schema, item, dialect));
}

function readMap(schema: MapSchema, node: Node, dialect: QueryDialect): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const entry of numbered(node, node.children.get("entry"))) {
    const key = entry.children.get(schema.key.traits.xmlName ?? "key")?.text;
    const value = entry.children.get(schema.value.traits.xmlName ?? "value");
    if (key !== undefined && value !== undefined) define(result, key, readValue(schema.value.schema, value, dialect));
  }
  return result;
}

function numbered(node: Node, otherwise: Node | undefined): readonly Node[] {
  const items = [...node.children].filter(([name]) => /^\d+$/.test(name));
  if (items.length === 0) return otherwise === undefined ? [] : numbered(otherwise, undefined);
  return items.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}
