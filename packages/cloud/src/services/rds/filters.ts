import type { Filter } from "@aws-sdk/client-rds";
import { pageOf } from "../../kernel/paging.ts";
import { invalidValue } from "./errors.ts";

interface Wanted<Noun> {
  readonly Filters?: readonly Filter[] | undefined;
  readonly MaxRecords?: number | undefined;
  readonly Marker?: string | undefined;
  readonly idOf: (noun: Noun) => string;
  /** What each filter looks at. */
  readonly filters?: Readonly<Record<string, (noun: Noun) => readonly (string | undefined)[]>>;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
const pageMax = 100;

/** A page of those that match every filter. */
export function select<Noun>(
  nouns: readonly Noun[],
  { Filters = [], MaxRecords = pageMax, Marker, idOf, filters = {} }: Wanted<Noun>,
): { readonly items: Noun[]; readonly Marker: string | undefined } {
  const matching = nouns.filter((noun) =>
    Filters.every(({ Name = "", Values = [] }) => {
      const read = filters[Name];
      if (read === undefined) throw invalidValue(`Unrecognized filter name: ${Name}`);
      return read(noun).some((value) => value !== undefined && Values.includes(value));
    }),
  );
  const { items, next } = pageOf(matching, { token: Marker, max: MaxRecords, idOf });
  return { items, Marker: next };
}
