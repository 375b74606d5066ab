import events from "../../examples/events/pipeline.ts";
import files from "../../examples/files/pipeline.ts";
import orders from "../../examples/orders/pipeline.ts";
import people from "../../examples/people/pipeline.ts";
import uploads from "../../examples/uploads/pipeline.ts";

/** The five reference pipelines, by the folder that each stands in. */
export const examples = [
  { name: "uploads", pipeline: uploads },
  { name: "events", pipeline: events },
  { name: "files", pipeline: files },
  { name: "orders", pipeline: orders },
  { name: "people", pipeline: people },
] as const;
