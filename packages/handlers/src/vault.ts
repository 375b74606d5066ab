import type { RunOptions } from "@millrace/pipeline";
import { toItem } from "./attribute-value.ts";
import { putAll } from "./sinks/batch-writer.ts";
import type { Tools } from "./tools.ts";

/** The table that keeps what is behind tokens: an item for each, its key `token`, its value encrypted. */
export function vaultOf({ config, writer, pipeline }: Tools): RunOptions["vault"] {
  const { vault: table } = config;
  if (table === undefined) return undefined;
  return async (entries) => {
    const unique = new Map(entries.map((entry) => [entry.token, entry]));
    const items = [...unique.values()].map((entry) => toItem({ ...entry, pipeline: pipeline.name }));
    await putAll({ ...writer, table }, items);
  };
}
