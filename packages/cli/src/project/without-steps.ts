import type { Pipeline } from "@millrace/pipeline";

/** A definition that only reads and checks records: for a machine on which nothing can be looked up. */
export const withoutSteps = (pipeline: Pipeline): Pipeline => ({
  ...pipeline,
  lookups: {},
  branches: {},
  sinks: {},
  consolidate: () => ({}),
});
