import { type Member, membersOf, type Schema } from "../schema/schema.ts";

/** Where in an HTTP message a member travels. https://smithy.io/2.0/spec/http-bindings.html */
export type Place = "label" | "query" | "queryParams" | "header" | "prefix" | "payload" | "status" | "body";

export interface Binding {
  readonly member: Member;
  readonly place: Place;
  /** The parameter, the header in lower case, or the prefix of headers; the member's name elsewhere. */
  readonly name: string;
}

export interface Bindings {
  readonly all: readonly Binding[];
  readonly payload: Member | undefined;
  /** Some members share the body as one document. */
  readonly hasDocument: boolean;
  readonly isInDocument: (member: Member) => boolean;
}

export const inputBindings = (schema: Schema): Bindings => kept(inputs, schema, bindingOf);

/** In an output the places of a request mean nothing, though shapes that serve both may name them. */
export const outputBindings = (schema: Schema): Bindings =>
  kept(outputs, schema, (member) => {
    const binding = bindingOf(member);
    return requestOnly.has(binding.place) ? { member, place: "body", name: member.name } : binding;
  });

const requestOnly = new Set<Place>(["label", "query", "queryParams"]);
const inputs = new WeakMap<Schema, Bindings>();
const outputs = new WeakMap<Schema, Bindings>();

function kept(cache: WeakMap<Schema, Bindings>, schema: Schema, bind: (member: Member) => Binding): Bindings {
  const known = cache.get(schema);
  if (known !== undefined) return known;
  const all = membersOf(schema).map(bind);
  const inDocument = new Set(all.filter((binding) => binding.place === "body").map((binding) => binding.member));
  const bindings: Bindings = {
    all,
    payload: all.find((binding) => binding.place === "payload")?.member,
    hasDocument: inDocument.size > 0,
    isInDocument: (member) => inDocument.has(member),
  };
  cache.set(schema, bindings);
  return bindings;
}

function bindingOf(member: Member): Binding {
  const { traits, name } = member;
  if (traits.httpPayload === 1) return { member, place: "payload", name };
  if (traits.httpLabel === 1) return { member, place: "label", name };
  if (traits.httpHeader !== undefined) return { member, place: "header", name: traits.httpHeader.toLowerCase() };
  if (traits.httpPrefixHeaders !== undefined) {
    return { member, place: "prefix", name: traits.httpPrefixHeaders.toLowerCase() };
  }
  if (traits.httpQuery !== undefined) return { member, place: "query", name: traits.httpQuery };
  if (traits.httpQueryParams === 1) return { member, place: "queryParams", name };
  if (traits.httpResponseCode === 1) return { member, place: "status", name };
  return { member, place: "body", name };
}
