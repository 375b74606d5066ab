const functionArn = (name: string): string => `arn:aws:lambda:eu-west-1:000000000000:function:people-${name}`;

const task = (name: string, more: object = {}) => ({
  Type: "Task",
  Resource: functionArn(name),
  Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 1 }],
  ...more,
});

const failed = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Finish" }];

/** A state for each chunk of the manifest; what it answers stays out of the way. */
const forEachChunk = (name: string, start: string, states: object, next: string) => ({
  Type: "Map",
  Label: name,
  MaxConcurrency: 2,
  ItemReader: {
    Resource: "arn:aws:states:::s3:getObject",
    ReaderConfig: { InputType: "JSON" },
    Parameters: { "Bucket.$": "$.scratch.bucket", "Key.$": "$.scratch.manifest" },
  },
  ItemSelector: { "runId.$": "$.runId", "file.$": "$.file", "chunk.$": "$$.Map.Item.Value" },
  ItemProcessor: {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: start,
    States: states,
  },
  ResultPath: null,
  Catch: failed,
  Next: next,
});

const branch = (name: string) => ({
  StartAt: name,
  States: {
    [name]: task("branch", {
      Parameters: { "runId.$": "$.runId", "file.$": "$.file", "chunk.$": "$.chunk", branch: name },
      End: true,
    }),
  },
});

/** The workflow of a pipeline as `contract.ts` of the handlers describes it. */
export const stateMachine = (branches: readonly string[]) => ({
  StartAt: "Plan",
  States: {
    Plan: task("plan", { Catch: failed, Next: "Claimed" }),
    Claimed: {
      Type: "Choice",
      Choices: [{ Variable: "$.outcome", StringEquals: "duplicate", Next: "Nothing" }],
      Default: "Branches",
    },
    Nothing: { Type: "Succeed" },
    Branches: forEachChunk(
      "branches",
      "Branch",
      { Branch: { Type: "Parallel", Branches: branches.map(branch), End: true } },
      "Decide",
    ),
    Decide: task("decide", { ResultPath: "$.decision", Catch: failed, Next: "Publish" }),
    Publish: {
      Type: "Choice",
      Choices: [{ Variable: "$.decision.publish", BooleanEquals: true, Next: "Consolidate" }],
      Default: "Finish",
    },
    Consolidate: forEachChunk("chunks", "Store", { Store: task("consolidate", { End: true }) }, "Finish"),
    Finish: task("finish", { End: true }),
  },
});
