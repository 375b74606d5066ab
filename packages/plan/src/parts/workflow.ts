import { checksTogether, type Pipeline } from "@millrace/pipeline";
import { branchId, type Drawing, ids, named, ref } from "../drawing.ts";
import { type Data, express, here, text } from "../expression.ts";
import type { WorkflowPart } from "../plan.ts";
import { workflowRights } from "../rights.ts";

/**
 * Reads a large file in chunks: claims and plans it, runs the branches of every chunk beside each other, decides whether the whole is
 * good enough, and only then stores chunk by chunk. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export function workflowOf({ pipeline }: Drawing): WorkflowPart {
  const branches = Object.keys(pipeline.branches);
  const functions = [ids.plan, ...branches.map(branchId), ids.decide, ids.consolidate, ids.finish];
  const { concurrency } = pipeline.run;
  const filesTable = Object.values(pipeline.sinks).find((sink) => sink.kind === "file-table" && sink.by === "workflow");
  const isRecorded = filesTable?.kind === "file-table";
  return {
    kind: "workflow",
    id: ids.workflow,
    name: named(""),
    statements: workflowRights(pipeline, functions),
    definition: {
      Comment: `Reads the files of ${pipeline.name} in chunks and stores their rows exactly once`,
      StartAt: "Plan",
      States: {
        Plan: task(ids.plan, { "Payload.$": "$" }, { Catch: caught("PlanFailed"), Next: "IsClaimed" }),
        PlanFailed: finishFailed(failureOf({ "given.$": "$" }, ids.plan)),
        IsClaimed: {
          Type: "Choice",
          Choices: [{ Variable: "$.outcome", StringEquals: "claimed", Next: "Branches" }],
          Default: "Duplicate",
        },
        Duplicate: { Type: "Succeed", Comment: "Somebody else has this file, or it was done before" },
        Branches: {
          ...overChunks(concurrency, branchesOfChunk(pipeline)),
          Catch: caught("FinishFailed"),
          Next: "Decide",
        },
        Decide: {
          ...task(ids.decide, { "Payload.$": "$" }, { Next: "IsPublished" }),
          ResultSelector: { "publish.$": "$.Payload.publish" },
          ResultPath: "$.decided",
          OutputPath: "$",
          Catch: caught("DecideFailed"),
        },
        DecideFailed: finishFailed(failureOf(theRun, ids.decide)),
        IsPublished: {
          Type: "Choice",
          Choices: [{ Variable: "$.decided.publish", BooleanEquals: true, Next: "Store" }],
          Default: "Finish",
        },
        Store: {
          ...overChunks(concurrency, {
            StartAt: "Consolidate",
            States: {
              Consolidate: {
                ...task(ids.consolidate, { "Payload.$": "$" }, { Catch: caught("ConsolidateFailed"), End: true }),
                ResultSelector: {},
                OutputPath: "$",
              },
              ...noted("ConsolidateFailed", ids.consolidate),
            },
          }),
          Catch: caught("FinishFailed"),
          Next: "Finish",
        },
        Finish: {
          ...task(
            ids.finish,
            { Payload: { ...theRun, "publish.$": "$.decided.publish" } },
            { ...(isRecorded ? { Next: "Record" } : { End: true }) },
          ),
        },
        ...(isRecorded ? { Record: record(filesTable.key) } : {}),
        FinishFailed: finishFailed(failureOf(theRun)),
        Failed: {
          Type: "Fail",
          Error: "FileFailed",
          Cause: "The file was not read to its end; the ledger has the reason",
        },
      },
    },
  };
}

const caught = (next: string): Data => [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }];

/** What another attempt may cure. https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception */
const lambdaRetried: Data = {
  ErrorEquals: [
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
  ],
  IntervalSeconds: 2,
  MaxAttempts: 8,
  BackoffRate: 2,
  JitterStrategy: "FULL",
};

const retried: Data = {
  ErrorEquals: ["States.TaskFailed", "States.Timeout"],
  IntervalSeconds: 2,
  MaxAttempts: 3,
  BackoffRate: 2,
  JitterStrategy: "FULL",
};

const task = (id: string, parameters: Readonly<Record<string, Data>>, next: Readonly<Record<string, Data>>) =>
  ({
    Type: "Task",
    Resource: express(text`arn:${here.partition}:states:::lambda:invoke`),
    Parameters: { FunctionName: express(ref(id, "arn")), ...parameters },
    OutputPath: "$.Payload",
    Retry: [lambdaRetried, retried],
    ...next,
  }) satisfies Data;

const theRun = { "runId.$": "$.runId", "file.$": "$.file" } as const;

/** What failed, as `finish` is told of it: of a run, or of what `plan` was given. */
const failureOf = (of: Readonly<Record<string, Data>>, functionId?: string): Readonly<Record<string, Data>> => ({
  ...of,
  "error.$": "$.error",
  ...(functionId === undefined ? {} : { function: express(ref(functionId, "arn")) }),
});

const finishFailed = (failure: Data): Data => task(ids.finish, { Payload: failure }, { Next: "Failed" });

/** A chunk's workflow tells the ledger why it fails, which the workflow above it will not hear of, and then fails with it. */
const noted = (state: string, functionId: string): Readonly<Record<string, Data>> => {
  const end = `${state}ForGood`;
  return {
    [state]: {
      ...task(ids.finish, { Payload: { ...failureOf(theRun, functionId), "chunk.$": "$.chunk" } }, { Next: end }),
      ...discarded,
      OutputPath: "$",
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: discarded.ResultPath, Next: end }],
    },
    [end]: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
  };
};

/** Runs all branches of a chunk beside each other; what `consolidate` rejects counts, too. */
function branchesOfChunk(pipeline: Pipeline): Readonly<Record<string, Data>> {
  const isChecked = checksTogether(pipeline);
  const given = { ...theRun, "chunk.$": "$.chunk" };
  return {
    StartAt: "Parallel",
    States: {
      Parallel: {
        Type: "Parallel",
        Branches: Object.keys(pipeline.branches).map((name) => ({
          StartAt: name,
          States: {
            [name]: task(
              branchId(name),
              { Payload: { ...given, branch: name } },
              { Catch: caught(`${name}Failed`), End: true },
            ),
            ...noted(`${name}Failed`, branchId(name)),
          },
        })),
        ...(isChecked ? { ...discarded, Next: "Check" } : { ResultSelector: {}, End: true }),
      },
      ...(isChecked ? check(given) : {}),
    },
  };
}

const check = (given: Readonly<Record<string, Data>>): Readonly<Record<string, Data>> => ({
  Check: {
    ...task(ids.consolidate, { Payload: { ...given, onlyCheck: true } }, { Catch: caught("CheckFailed"), End: true }),
    ResultSelector: {},
    OutputPath: "$",
  },
  ...noted("CheckFailed", ids.consolidate),
});

const overChunks = (concurrency: number, processor: Readonly<Record<string, Data>>) =>
  ({
    Type: "Map",
    ItemReader: {
      Resource: express(text`arn:${here.partition}:states:::s3:getObject`),
      ReaderConfig: { InputType: "JSON" },
      Parameters: { "Bucket.$": "$.scratch.bucket", "Key.$": "$.scratch.manifest" },
    },
    ItemSelector: { ...theRun, "chunk.$": "$$.Map.Item.Value" },
    MaxConcurrency: concurrency,
    ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...processor },
    ...discarded,
  }) satisfies Data;

/** A null `ResultPath` would say it shorter, but no template may have a null in it. */
const discarded = { ResultSelector: {}, ResultPath: "$.discarded" } as const;

/** The workflow writes the item of a file by itself, without a function. */
const record = (key: string) =>
  ({
    Type: "Task",
    Resource: express(text`arn:${here.partition}:states:::dynamodb:putItem`),
    Parameters: {
      TableName: express(ref(ids.filesTable, "name")),
      Item: {
        [key]: { "S.$": "$.key" },
        Bucket: { "S.$": "$.bucket" },
        Size: { "N.$": "States.Format('{}', $.size)" },
        ETag: { "S.$": "$.eTag" },
        ArrivedAt: { "N.$": "States.Format('{}', $.arrivedAt)" },
        Pipeline: { "S.$": "$.pipeline" },
        RunId: { "S.$": "$.runId" },
        Status: { "S.$": "$.status" },
        Records: { "N.$": "States.Format('{}', $.counts.records)" },
        Accepted: { "N.$": "States.Format('{}', $.counts.accepted)" },
        Rejected: { "N.$": "States.Format('{}', $.counts.rejected)" },
        Stored: { "N.$": "States.Format('{}', $.counts.stored)" },
        StartedAt: { "S.$": "$.startedAt" },
        FinishedAt: { "S.$": "$.finishedAt" },
      },
    },
    ...discarded,
    Retry: [retried],
    End: true,
  }) satisfies Data;
