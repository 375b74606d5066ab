import { type Accepted, type RowSink, rowSinks } from "@millrace/pipeline";
import type { Tools } from "../tools.ts";
import { openSink } from "./open-sink.ts";
import type { SinkWriter, WriteCounts, WriteUnit } from "./sink-writer.ts";

/**
 * Writes rows to all sinks of a pipeline. A database gets them first and commits last, when nothing else can fail any more; so what
 * one sink has, every sink has, or gets with the next attempt.
 */
export class RowStore {
  readonly #writers: readonly SinkWriter[];

  constructor(writers: readonly SinkWriter[]) {
    this.#writers = writers;
  }

  static async open(tools: Tools, unit: WriteUnit): Promise<RowStore> {
    const sinks = rowSinks(tools.pipeline.sinks);
    const isDatabase = ([, sink]: readonly [string, RowSink]): boolean => sink.kind === "postgres";
    const ordered = [...sinks.filter(isDatabase), ...sinks.filter((sink) => !isDatabase(sink))];
    return new RowStore(await Promise.all(ordered.map(([name, sink]) => openSink(tools, sink, name, unit))));
  }

  async write(rows: readonly Accepted[]): Promise<void> {
    for (const writer of this.#writers) await writer.write(rows);
  }

  async close(): Promise<WriteCounts> {
    const counts = { stored: 0, existing: 0 };
    for (const writer of this.#writers.toReversed()) {
      const { stored, existing } = await writer.close();
      counts.stored += stored;
      counts.existing += existing;
    }
    return counts;
  }

  async abort(): Promise<void> {
    await Promise.allSettled(this.#writers.map((writer) => writer.abort?.()));
  }
}
