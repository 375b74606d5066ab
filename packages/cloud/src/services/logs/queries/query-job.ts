import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { readQuery } from "../insights/query.ts";
import { recordOf } from "../insights/record.ts";
import { QueryError, type Row, textOf } from "../insights/values.ts";
import { visibleFrom } from "../model.ts";
import type { LogsStore } from "../store.ts";
import type { StoredQuery } from "../stored/settings.ts";
import { writePointer } from "./pointer.ts";

export const queryJob = "query";

/** Events read in one turn of the event loop. */
const readAtOnce = 1000;

/** Runs a query to its end, unless it is stopped on the way. */
export const runQuery: JobHandler<LogsStore> = {
  laneConcurrencyMax: 2,

  async run(call, job) {
    const { id } = job.payload as { readonly id: string };
    const { queries } = call.store.settings;
    const asked = queries.get(id);
    if (asked === undefined || asked.status === "Cancelled") return "done";
    try {
      const done = await answer(call, asked);
      if (queries.get(id)?.status !== "Cancelled") queries.put(id, done);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      queries.put(id, { ...asked, status: "Failed" });
    }
    return "done";
  },
};

async function answer(call: Call<LogsStore>, asked: StoredQuery): Promise<StoredQuery> {
  const query = readQuery(asked.text);
  let [scanned, bytes] = [0, 0];
  for (const name of asked.groups) {
    const group = call.store.findGroup(name);
    if (group === undefined) continue;
    const from = visibleFrom(group, call.clock.now(), asked.from);
    const origin = { account: call.account, group: name };
    for (const event of call.store.groupEvents(name, { from, before: asked.to + 1 })) {
      query.add(recordOf(event, origin, writePointer(name, event)));
      bytes += Buffer.byteLength(event.message);
      if (++scanned % readAtOnce !== 0) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (call.store.settings.queries.get(asked.id)?.status === "Cancelled") return asked;
    }
  }
  const { rows, columns, hasStats } = query.result(asked.limit);
  const shown = hasStats ? columns : [...columns, "@ptr"];
  return {
    ...asked,
    status: "Complete",
    results: rows.map((row) => fieldsOf(row, shown)),
    statistics: { recordsMatched: rows.length, recordsScanned: scanned, bytesScanned: bytes },
  };
}

const fieldsOf = (row: Row, columns: readonly string[]): [string, string][] =>
  columns.flatMap((column): [string, string][] => {
    const value = row.get(column);
    return value === undefined ? [] : [[column, textOf(value)]];
  });
