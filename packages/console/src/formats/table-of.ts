import type { Fields } from "./read-records.ts";

export interface TextRows {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const titlesMax = 60;

/** Records as rows of texts: a column for every path that one of them has, lists as JSON. */
export function tableOf(records: readonly Fields[]): TextRows {
  const flat = records.map((record) => new Map(leavesOf(record, "")));
  const titles = [...new Set(flat.flatMap((row) => [...row.keys()]))].slice(0, titlesMax);
  return { titles, rows: flat.map((row) => titles.map((title) => row.get(title) ?? "")) };
}

const leavesOf = (fields: Fields, prefix: string): [path: string, text: string][] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return leavesOf(value as Fields, `${path}.`);
    }
    return [[path, typeof value === "string" ? value : JSON.stringify(value)] as [string, string]];
  });
