import { type Member, membersOf, type Schema, type StructureSchema } from "../schema/schema.ts";

/** The member of an input or output that is a stream of events. */
export function eventMember(schema: Schema): EventMember | undefined {
  if (found.has(schema)) return found.get(schema);
  const member = membersOf(schema).find((candidate) => candidate.schema.kind === "union" && isStreaming(candidate));
  const union = member?.schema;
  const result = member === undefined || union?.kind !== "union" ? undefined : { member, union };
  found.set(schema, result);
  return result;
}

export interface EventMember {
  readonly member: Member;
  readonly union: StructureSchema;
}

const isStreaming = (member: Member): boolean => member.traits.streaming === 1 || member.schema.traits.streaming === 1;

const found = new WeakMap<Schema, EventMember | undefined>();
