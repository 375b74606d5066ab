import type { Filter, Tag } from "@aws-sdk/client-ec2";
import { pageOf } from "../../kernel/paging.ts";
import { invalidValue, notFound } from "./errors.ts";
import { idOf, type Kind, type Nouns } from "./model.ts";
import type { Ec2Store } from "./store.ts";

type Value = boolean | number | string | undefined;
/** What each filter looks at. */
export type Filters<Noun> = Readonly<Record<string, (noun: Noun) => Value | readonly Value[]>>;

interface Wanted {
  readonly ids: readonly string[] | undefined;
  readonly Filters?: readonly Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** A page of what is asked for by ids and filters. An id that is not there is an error, a filter that finds nothing is none. */
export function find<K extends Kind>(
  store: Ec2Store,
  kind: K,
  { ids = [], Filters = [], MaxResults, NextToken }: Wanted,
  filters: Filters<Nouns[K]>,
): { readonly items: Nouns[K][]; readonly NextToken: string | undefined } {
  for (const id of ids) if (store.find(kind, id) === undefined) throw notFound(kind, id);
  const all = store.list(kind).filter((noun) => ids.length === 0 || ids.includes(idOf(kind, noun)));
  const matching = all.filter((noun) => matchesAll(noun, Filters, filters));
  const page = pageOf(matching, { token: NextToken, max: MaxResults ?? 1000, idOf: (noun) => idOf(kind, noun) });
  return { items: page.items, NextToken: page.next };
}

/** Filters narrow, their values widen: each must match one of its own. */
export const matchesAll = <Noun>(noun: Noun, wanted: readonly Filter[], filters: Filters<Noun>): boolean =>
  wanted.every(({ Name = "", Values = [] }) => {
    const found = valuesOf(noun, Name, filters);
    return Values.some((value) => found.some((one) => matchesText(one, value)));
  });

function valuesOf<Noun>(noun: Noun, name: string, filters: Filters<Noun>): string[] {
  const tags = tagsOf(noun);
  if (name.startsWith("tag:")) {
    return tags.filter(({ Key }) => Key === name.slice("tag:".length)).map(({ Value = "" }) => Value);
  }
  if (name === "tag-key") return tags.map(({ Key = "" }) => Key);
  const read = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (read === undefined) throw invalidValue(`The filter '${name}' is invalid`);
  return [read(noun)].flat().flatMap((value) => (value === undefined ? [] : [String(value)]));
}

function tagsOf(noun: unknown): readonly Tag[] {
  if (typeof noun !== "object" || noun === null || !("Tags" in noun)) return [];
  return noun.Tags as readonly Tag[];
}

/** `*` stands for any text and `?` for any character, unless a backslash stands before them. */
function matchesText(text: string, pattern: string): boolean {
  if (!/[*?\\]/.test(pattern)) return text === pattern;
  const source = pattern.replace(/\\([*?\\])|[*?]|[\s\S]/g, (part: string, escaped?: string) => {
    if (escaped !== undefined) return quoted(escaped);
    if (part === "*") return "[^]*";
    return part === "?" ? "[^]" : quoted(part);
  });
  return new RegExp(`^${source}$`).test(text);
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
