import type { Pipeline } from "@millrace/pipeline";
import { ids, ref, scratchPrefix } from "./drawing.ts";
import { arnHere, here, nameParameter, text } from "./expression.ts";
import { fileIndex, type HandlerName } from "./names.ts";
import type { Statement } from "./plan.ts";

/** What the function of a handler may do: one statement for each right with its reasons, nothing that it has no reason for. */
export function rightsOf(handler: HandlerName, pipeline: Pipeline): readonly Statement[] {
  const rights = new Map<string, Statement>();
  for (const statement of handlers[handler](pipeline).flatMap((reason) => reasons[reason](pipeline))) {
    const { sid, ...right } = statement;
    const known = rights.get(JSON.stringify(right));
    rights.set(JSON.stringify(right), known === undefined ? statement : { ...known, sid: `${known.sid}And${sid}` });
  }
  return [...rights.values()];
}

type Reason = keyof typeof reasons;

/** Reading a file, or giving it to the workflow. */
const handling = ({ run }: Pipeline): readonly Reason[] =>
  run.mode === "workflow"
    ? ["startWorkflow"]
    : [
        "readFiles",
        "writeRejects",
        "keepLedger",
        "hash",
        "lookUp",
        "writeFile",
        "store",
        "tell",
        "recordFiles",
        "startWorkflow",
      ];

const handlers: Readonly<Record<HandlerName, (pipeline: Pipeline) => readonly Reason[]>> = {
  file: handling,
  plan: () => ["readFiles", "claimRuns", "readScratch", "writeScratch"],
  branch: () => ["readFiles", "readScratch", "writeScratch", "keepClaims", "hash", "lookUp"],
  consolidate: () => ["readScratch", "findScratch", "writeScratch", "keepClaims", "writeChunk", "store"],
  decide: () => ["readScratch", "writeScratch", "keepClaims"],
  finish: () => ["readScratch", "findScratch", "writeRejects", "readRuns", "keepLedger", "tell", "recordFiles"],
  upload: () => ["takeUploads", "readRuns", "findRuns"],
  sweep: (pipeline) => ["listFiles", "readManyRuns", ...handling(pipeline)],
};

const bucketArn = ref(ids.bucket, "arn");
const tableArn = text`${ref(ids.table, "arn")}`;
const writeRowsOnce: Statement = { sid: "WriteRowsOnce", action: "dynamodb:PutItem", resource: tableArn };

const writeModes = ({ sinks }: Pipeline): readonly string[] =>
  Object.values(sinks).flatMap((sink) => (sink.kind === "single-table" ? [sink.on] : []));

const reasons = {
  // The bucket has versions, and every event names the one that arrived.
  readFiles: ({ source }) => [
    {
      sid: "ReadTheVersionThatArrived",
      action: "s3:GetObjectVersion",
      resource: text`${bucketArn}/${source.prefix}*`,
    },
  ],

  listFiles: ({ source }) => [
    {
      sid: "SeeWhichFilesArrived",
      action: "s3:ListBucketVersions",
      resource: text`${bucketArn}`,
      condition: { StringLike: { "s3:prefix": text`${source.prefix}*` } },
    },
  ],

  takeUploads: ({ source }) => [
    { sid: "SignUploads", action: "s3:PutObject", resource: text`${bucketArn}/${source.prefix}*` },
  ],

  writeRejects: ({ rejects, name }) => [
    { sid: "WriteRejects", action: "s3:PutObject", resource: text`${bucketArn}/${rejects.prefix}${name}/*` },
  ],

  readScratch: (pipeline) => [
    { sid: "ReadScratch", action: "s3:GetObject", resource: text`${bucketArn}/${scratchPrefix(pipeline)}*` },
  ],

  // Without it S3 answers 403 for what is not there, with it 404: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
  findScratch: () => [{ sid: "TellMissingFromForbidden", action: "s3:ListBucket", resource: text`${bucketArn}` }],

  writeScratch: (pipeline) => [
    { sid: "WriteScratch", action: "s3:PutObject", resource: text`${bucketArn}/${scratchPrefix(pipeline)}*` },
  ],

  claimRuns: () => [{ sid: "ClaimRuns", action: "dynamodb:UpdateItem", resource: tableArn }],

  keepClaims: () => [{ sid: "KeepClaims", action: "dynamodb:UpdateItem", resource: tableArn }],

  keepLedger: () => [
    { sid: "ClaimAndFinishRuns", action: "dynamodb:UpdateItem", resource: tableArn },
    { sid: "KeepRejectsInTheLedger", action: "dynamodb:BatchWriteItem", resource: tableArn },
  ],

  readRuns: () => [{ sid: "ReadRuns", action: "dynamodb:GetItem", resource: tableArn }],

  findRuns: () => [
    { sid: "FindRunsOfAFile", action: "dynamodb:Query", resource: text`${tableArn}/index/${fileIndex}` },
  ],

  readManyRuns: () => [{ sid: "CompareWithTheLedger", action: "dynamodb:BatchGetItem", resource: tableArn }],

  hash: ({ needs }) => [
    ...(needs.hashKey
      ? [
          {
            sid: "ReadTheHashKey",
            action: "secretsmanager:GetSecretValue",
            resource: text`${ref(ids.hashKey, "arn")}`,
          },
        ]
      : []),
    ...(needs.vault
      ? [{ sid: "KeepTokens", action: "dynamodb:BatchWriteItem", resource: text`${ref(ids.vault, "arn")}` }]
      : []),
  ],

  lookUp: ({ lookups }) => Object.entries(lookups).flatMap(([name, lookup]) => lookUpRight(name, lookup)),

  /** Rows of a whole file are replaced in batches, all others by single writes with a condition. */
  writeFile: (pipeline) => [
    ...(writeModes(pipeline).some((on) => on !== "upsert") ? [writeRowsOnce] : []),
    ...(writeModes(pipeline).includes("upsert")
      ? [{ sid: "WriteRowsInBatches", action: "dynamodb:BatchWriteItem", resource: tableArn }]
      : []),
  ],

  writeChunk: (pipeline) => (writeModes(pipeline).length === 0 ? [] : [writeRowsOnce]),

  store: (pipeline) => [
    ...(pipeline.needs.database
      ? [
          {
            sid: "ReadTheDatabasePassword",
            action: "secretsmanager:GetSecretValue",
            resource: text`${ref(ids.database, "secretArn")}`,
          },
        ]
      : []),
    ...Object.entries(pipeline.sinks).flatMap(([name, sink]) => storeRight(name, sink)),
  ],

  tell: ({ needs }) =>
    needs.topic
      ? [{ sid: "TellWhatBecameOfFiles", action: "sns:Publish", resource: text`${ref(ids.topic, "arn")}` }]
      : [],

  recordFiles: ({ sinks }) =>
    Object.values(sinks).some((sink) => sink.kind === "file-table" && sink.by === "function")
      ? [{ sid: "RecordFiles", action: "dynamodb:PutItem", resource: text`${ref(ids.filesTable, "arn")}` }]
      : [],

  startWorkflow: ({ needs }) =>
    needs.workflow ? [{ sid: "StartTheWorkflow", action: "states:StartExecution", resource: workflowArn }] : [],
} satisfies Record<string, (pipeline: Pipeline) => readonly Statement[]>;

const workflowArn = text`${ref(ids.workflow, "arn")}`;

type LookupOf = Pipeline["lookups"][string];
type SinkOf = Pipeline["sinks"][string];

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll(/[^A-Za-z0-9]/g, "");

function lookUpRight(name: string, lookup: LookupOf): readonly Statement[] {
  const sid = `LookUp${capital(name)}`;
  switch (lookup.kind) {
    case "dynamodb":
      return [{ sid, action: "dynamodb:BatchGetItem", resource: arnHere("dynamodb", `table/${lookup.table}`) }];
    case "function":
      return [{ sid, action: "lambda:InvokeFunction", resource: arnHere("lambda", `function:${lookup.name}`) }];
    case "file": {
      const bucket =
        lookup.bucket === undefined ? text`${bucketArn}` : text`arn:${here.partition}:s3:::${lookup.bucket}`;
      return [{ sid, action: "s3:GetObject", resource: text`${bucket}/${lookup.key}` }];
    }
    case "postgres":
      return [];
  }
}

function storeRight(name: string, sink: SinkOf): readonly Statement[] {
  const sid = `Store${capital(name)}`;
  switch (sink.kind) {
    case "objects":
      return [{ sid, action: "s3:PutObject", resource: text`${bucketArn}/${sink.prefix}*` }];
    case "queue":
      return [
        { sid: `${sid}Find`, action: "sqs:GetQueueUrl", resource: arnHere("sqs", sink.name) },
        { sid, action: "sqs:SendMessage", resource: arnHere("sqs", sink.name) },
      ];
    case "events":
      return [{ sid, action: "events:PutEvents", resource: arnHere("events", `event-bus/${sink.bus}`) }];
    default:
      return [];
  }
}

const chunkArn = arnHere("states", text`execution:${nameParameter}/*`);

/** What the workflow's own role may do beside starting its functions. */
export const workflowRights = (pipeline: Pipeline, functions: readonly string[]): readonly Statement[] => [
  ...functions.map((id) => ({
    sid: `Run${id}`,
    action: "lambda:InvokeFunction",
    resource: text`${ref(id, "arn")}`,
  })),
  {
    sid: "ReadTheListOfChunks",
    action: "s3:GetObject",
    resource: text`${bucketArn}/${scratchPrefix(pipeline)}*`,
  },
  // A distributed Map runs its items as executions of its own: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
  // The ARNs are put together, as a role that referred to the state machine would have to come after it.
  {
    sid: "RunChunks",
    action: "states:StartExecution",
    resource: arnHere("states", text`stateMachine:${nameParameter}`),
  },
  { sid: "FollowChunks", action: "states:DescribeExecution", resource: chunkArn },
  { sid: "StopChunks", action: "states:StopExecution", resource: chunkArn },
  ...Object.values(pipeline.sinks).flatMap((sink) =>
    sink.kind === "file-table" && sink.by === "workflow"
      ? [{ sid: "RecordFiles", action: "dynamodb:PutItem", resource: text`${ref(ids.filesTable, "arn")}` }]
      : [],
  ),
];
