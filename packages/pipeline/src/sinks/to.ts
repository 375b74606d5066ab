import type { PersonalPaths } from "../protect/personal.ts";
import { type BusEvents, type BusEventsOptions, busEvents } from "./bus-events.ts";
import { type FileTable, type FileTableOptions, fileTable } from "./file-table.ts";
import { type ObjectFiles, type ObjectFilesOptions, objectFiles } from "./object-files.ts";
import { type PostgresTable, type PostgresTableOptions, postgresTable } from "./postgres-table.ts";
import { type QueueMessages, type QueueMessagesOptions, queueMessages } from "./queue-messages.ts";
import { type SingleTable, type SingleTableOptions, singleTable } from "./single-table.ts";

/** Makes the sinks of a definition, typed by the row that `consolidate` returns. */
export interface To<Row> {
  singleTable(options: SingleTableOptions<Row>): SingleTable;
  postgres<const Key extends keyof Row & string>(
    options: PostgresTableOptions<Row, Key> & { readonly item?: undefined },
  ): PostgresTable;
  postgres<const Key extends string>(
    options: PostgresTableOptions<Row, Key> & { readonly item: (row: Row) => Readonly<Record<Key, unknown>> },
  ): PostgresTable;
  fileTable(options: FileTableOptions): FileTable;
  objects(options: ObjectFilesOptions<Row>): ObjectFiles;
  queue(options: QueueMessagesOptions<Row>): QueueMessages;
  events(options: BusEventsOptions<Row>): BusEvents;
}

/** The sinks as long as no personal value can reach them; otherwise a type without sinks that names the field. */
export type SinksFor<Row> = [PersonalPaths<Row>] extends [never]
  ? To<Row>
  : { readonly error: "a personal field reaches a sink without an action"; readonly field: PersonalPaths<Row> };

/** A sink of rows. */
export type RowSink = SingleTable | PostgresTable | ObjectFiles | QueueMessages | BusEvents;

export type Sink = RowSink | FileTable;

/** The sinks that store rows, by name. */
export const rowSinks = (sinks: Readonly<Record<string, Sink>>): readonly (readonly [name: string, sink: RowSink])[] =>
  Object.entries(sinks).flatMap(([name, sink]): readonly (readonly [string, RowSink])[] =>
    sink.kind === "file-table" ? [] : [[name, sink]],
  );

export const to: To<object> = {
  singleTable,
  postgres: postgresTable,
  fileTable,
  objects: objectFiles,
  queue: queueMessages,
  events: busEvents,
};
