import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { GetApiKeysCommand, GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { DisableRuleCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { HeadObjectCommand, PutBucketNotificationConfigurationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { root } from "../support/program.ts";
import type { Outcome } from "./outcome.ts";
import { region, type Stage } from "./stage.ts";

/** What can happen to a pipeline. */
export interface Scenario {
  readonly name: string;
  /** Whose logs are looked at. */
  readonly functions: readonly string[];
  run(stage: Stage): Promise<void>;
  /** What is told whoever asks then. */
  ask?(stage: Stage): Promise<Outcome>;
}

export interface Example {
  readonly name: string;
  readonly bucket: string;
  /** Where a file is put, and which of the samples it is. */
  readonly key: string;
  readonly sample: string;
  /** `auto` has both ways, and must be given a large file to take the workflow by itself. */
  readonly way: "function" | "workflow" | "auto";
  /** Begins a large file, which goes on with nothing. */
  readonly head?: string;
  readonly hasUpload?: boolean;
  /** What look-ups find. */
  readonly reference?: { readonly key: string; readonly body: string };
}

/** An execution that cannot go on tries again on the cloud's clock, which stands still meanwhile. */
const triesMax = 50;
const largeBytes = 65 * 1024 * 1024;
const hour = 3600 * 1000;

export function scenariosOf(example: Example, stage: Stage): Scenario[] {
  const { name, way, hasUpload = false } = example;
  const fn = (...names: readonly string[]): string[] => names.map((one) => `${name}-${one}`);
  const parts = /-((?:branch-.*)|plan|decide|consolidate|finish)$/;
  const workflow = [...new Set(stage.rights.flatMap(({ role }) => parts.exec(role)?.[1] ?? []))];
  const isByFunction = way !== "workflow";
  const hasFileFunction = isByFunction || name === "files";
  return [
    {
      name: "a file arrives",
      functions: fn(...(hasFileFunction ? ["file"] : []), ...(isByFunction ? [] : workflow)),
      run: (stage) => sendSample(stage, example),
    },
    ...(way === "function"
      ? []
      : [
          {
            name: "a packed file is read by the workflow, and again",
            functions: fn(...workflow),
            run: (stage: Stage) => startWorkflow(stage, example, gzipSync(sampleOf(example))),
          },
        ]),
    ...(way === "auto"
      ? [
          {
            name: "a file is read by the workflow as it is",
            functions: fn(...workflow),
            run: (stage: Stage) => startWorkflow(stage, example, sampleOf(example)),
          },
          {
            name: "a large file arrives",
            functions: fn("file"),
            run: (stage: Stage) => put(stage, example, largeFile(example)),
          },
          {
            name: "the event of a large file is lost",
            functions: fn("sweep"),
            run: async (stage: Stage) => {
              await silence(stage, example);
              await put(stage, example, largeFile(example));
              await sweep(stage, example);
            },
          },
        ]
      : []),
    {
      name: "an event is lost",
      functions: fn("sweep"),
      run: async (stage) => {
        await silence(stage, example);
        await sendSample(stage, example);
        await sweep(stage, example);
      },
    },
    ...(hasFileFunction
      ? [
          {
            name: "no attempt works off an event",
            functions: fn("file"),
            run: async (stage: Stage) => {
              const service = isByFunction ? "dynamodb" : "states";
              const operation = isByFunction ? "UpdateItem" : "StartExecution";
              await stage.fault({ service, operation, effect: { kind: "fail", code: "ValidationException" } });
              await sendSample(stage, example);
            },
          },
        ]
      : []),
    {
      name: "no attempt sweeps",
      functions: fn("sweep"),
      run: async (stage) => {
        const effect = { kind: "fail", code: "ValidationException" };
        await stage.fault({ service: "s3", operation: "ListObjectVersions", effect });
        await stage.clients.lambda.send(
          new InvokeCommand({ FunctionName: `${name}-sweep`, InvocationType: "Event", Payload: Buffer.from("{}") }),
        );
      },
    },
    ...(hasUpload
      ? [
          {
            name: "a file is uploaded",
            functions: fn("upload"),
            run: (stage: Stage) => upload(stage, example),
            ask: (stage: Stage) => askUpload(stage),
          },
        ]
      : []),
  ];
}

const sampleOf = ({ name, sample }: Example): Buffer => readFileSync(`${root}examples/${name}/samples/${sample}`);

const largeFile = ({ head = "" }: Example): Buffer =>
  Buffer.concat([Buffer.from(head), Buffer.alloc(largeBytes, "\n")]);

async function put({ clients }: Stage, { bucket: Bucket, key: Key, reference }: Example, Body: Buffer): Promise<void> {
  if (reference !== undefined) {
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: reference.key, Body: reference.body }));
  }
  await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

const sendSample = (stage: Stage, example: Example): Promise<void> => put(stage, example, sampleOf(example));

/** Nobody is told of files any more. */
async function silence({ clients }: Stage, { bucket: Bucket }: Example): Promise<void> {
  await clients.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
  const { Rules = [] } = await clients.events.send(new ListRulesCommand({}));
  for (const { Name } of Rules) await clients.events.send(new DisableRuleCommand({ Name }));
}

async function startWorkflow(stage: Stage, example: Example, body: Buffer): Promise<void> {
  const { name, bucket, key } = example;
  await silence(stage, example);
  await put(stage, example, body);
  const head = await stage.clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const { VersionId: versionId, ETag = "", ContentLength: size } = head;
  const file = { bucket, key, versionId, eTag: ETag.replaceAll('"', ""), size, sequencer: "01", arrivedAt: 1 };
  const stateMachineArn = `arn:aws:states:${region}:000000000000:stateMachine:${name}`;
  const start = () =>
    stage.clients.states.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ file }) }));
  const { executionArn } = await start();
  for (let tries = 0; tries < triesMax; tries++) {
    const { status } = await stage.clients.states.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "RUNNING") break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await start();
}

/** Files that have just come may still be on their way. */
async function sweep({ clients, advance }: Stage, { name }: Example): Promise<void> {
  await advance(2 * hour);
  const invoked = clients.lambda.send(
    new InvokeCommand({ FunctionName: `${name}-sweep`, InvocationType: "Event", Payload: Buffer.from("{}") }),
  );
  await invoked;
}

/** Where the API is, and what it wants to see. */
async function apiOf({ clients, endpoint }: Stage) {
  const { items: apis = [] } = await clients.apigateway.send(new GetRestApisCommand({}));
  const { items: keys = [] } = await clients.apigateway.send(new GetApiKeysCommand({ includeValues: true }));
  return {
    site: `${endpoint}/_aws/execute-api/${apis[0]?.id}/live/uploads`,
    headers: { "x-api-key": keys[0]?.value ?? "", "content-type": "application/json" },
  };
}

let uploadId = "";

async function upload(stage: Stage, example: Example): Promise<void> {
  const { site, headers } = await apiOf(stage);
  const { reference, bucket: Bucket } = example;
  if (reference !== undefined) {
    await stage.clients.s3.send(new PutObjectCommand({ Bucket, Key: reference.key, Body: reference.body }));
  }
  const body = JSON.stringify({ name: `partner/${example.sample}`, type: "application/json" });
  const offered = await fetch(site, { method: "POST", headers, body });
  const { url, id } = (await offered.json().catch(() => ({}))) as { readonly url?: string; readonly id?: string };
  uploadId = id ?? "";
  if (url === undefined) return;
  await fetch(url, { method: "PUT", headers: { "content-type": "application/json" }, body: sampleOf(example) });
}

async function askUpload(stage: Stage): Promise<Outcome> {
  const { site, headers } = await apiOf(stage);
  const told = async (id: string) => {
    const answer = await fetch(`${site}/${id}`, { headers });
    return {
      code: answer.status,
      ...((await answer.json().catch(() => ({}))) as Partial<Record<"status" | "runId", string>>),
    };
  };
  const upload = await told(uploadId);
  const run = await told(upload.runId ?? "");
  return { [`upload ${upload.status}`]: upload.code, [`its run ${run.status}`]: run.code };
}
