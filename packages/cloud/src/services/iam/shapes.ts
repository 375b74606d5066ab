import type { Access, Operation, Scope } from "../../kernel/operation.ts";
import { pageOf } from "../../kernel/paging.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { Entity } from "./model.ts";
import type { IamStore } from "./store.ts";
import { resourceTagContext } from "./tags/tags.ts";

export type Shapes = ServiceShapes["iam"];
export type IamOperation<Name extends keyof Shapes> = Operation<IamStore, Shapes[Name]>;

/** Kinds of resources as their ARNs write them. */
export type Resource = "role" | "user" | "group" | "policy" | "instance-profile" | "server-certificate" | "mfa";

export const arnOf = (kind: Resource, { account }: Pick<Scope, "account">, name: string, path = "/"): string =>
  `arn:aws:iam::${account}:${kind}${path}${name}`;

/** What is asked for about something that may be there already. */
export function onEntity(
  action: string,
  entity: (Partial<Entity> & { readonly arn: string; readonly tags?: Readonly<Record<string, string>> }) | undefined,
  otherwise: string,
): Access {
  const context = resourceTagContext(entity?.tags ?? {});
  return { action: `iam:${action}`, resource: entity?.arn ?? otherwise, context };
}

const itemsDefault = 100;

interface Paging {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of things in the order of their ids, with the members that every list of IAM ends with. */
export function paged<Item>(
  all: Iterable<Item>,
  { Marker: token, MaxItems: max = itemsDefault }: Paging,
  idOf: (item: Item) => string,
): { readonly items: Item[]; readonly IsTruncated: boolean; readonly Marker: string | undefined } {
  const { items, next } = pageOf(all, { token, max, idOf });
  return { items, IsTruncated: next !== undefined, Marker: next };
}

/** A page of named things under a path. */
export function pagedByName<Noun extends Entity>(
  nouns: Iterable<Noun>,
  input: Paging & { readonly PathPrefix?: string | undefined },
) {
  const prefix = input.PathPrefix ?? "/";
  const under = function* (): IterableIterator<Noun> {
    for (const noun of nouns) if (noun.path.startsWith(prefix)) yield noun;
  };
  return paged(under(), input, ({ name }) => name.toLowerCase());
}

/** A page of texts, in their order. */
export const pagedTexts = (texts: Iterable<string>, input: Paging) =>
  paged(
    [...texts].sort((a, b) => (a < b ? -1 : 1)),
    input,
    (text) => text,
  );
