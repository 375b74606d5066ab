import type { Json } from "../json.ts";

/** One item of a distributed Map, and where it comes from. */
export interface SourceItem {
  readonly value: Json;
  readonly key?: string;
}

export type ItemSource = AsyncIterable<SourceItem> | Iterable<SourceItem>;
