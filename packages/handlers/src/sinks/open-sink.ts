import { contractColumns, type RowSink } from "@millrace/pipeline";
import type { Tools } from "../tools.ts";
import { SingleTableWriter } from "./single-table-writer.ts";
import type { SinkWriter, WriteUnit } from "./sink-writer.ts";

/** A writer for one unit of one sink. The less usual ones are loaded only where a definition has them. */
export async function openSink(tools: Tools, sink: RowSink, name: string, unit: WriteUnit): Promise<SinkWriter> {
  const { clock, clients, config } = tools;
  const { requestsInFlightMax } = config;
  switch (sink.kind) {
    case "single-table":
      return new SingleTableWriter(tools.writer, sink, name, unit);
    case "postgres": {
      const { PostgresWriter } = await import("./postgres-writer.ts");
      return new PostgresWriter(
        { database: await tools.database(), sink, name, contract: contractColumns(tools.pipeline) },
        unit,
      );
    }
    case "objects": {
      if (sink.format === "parquet") {
        const { ParquetFilesWriter } = await import("./parquet-files-writer.ts");
        return new ParquetFilesWriter({ s3: clients.s3, sink, name, contract: contractColumns(tools.pipeline) }, unit);
      }
      const { ObjectFilesWriter } = await import("./object-files-writer.ts");
      return new ObjectFilesWriter(clients.s3, sink, name, unit);
    }
    case "queue": {
      const { QueueWriter } = await import("./queue-writer.ts");
      return new QueueWriter({ sqs: await clients.sqs(), clock, requestsInFlightMax, queue: sink.name, name }, unit);
    }
    case "events": {
      const { EventWriter } = await import("./event-writer.ts");
      return new EventWriter({ events: await clients.events(), clock, requestsInFlightMax, sink, name }, unit);
    }
  }
}
