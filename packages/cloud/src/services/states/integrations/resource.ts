/** How long a Task waits: for the answer, for the end of what it has started, or for a token to come back. */
export type Pattern = "request" | "sync" | "sync:2" | "waitForTaskToken";

/** What the Resource of a Task names. */
export type Resource =
  | { readonly kind: "function"; readonly arn: string }
  | { readonly kind: "activity"; readonly arn: string }
  | {
      readonly kind: "optimized" | "sdk";
      readonly service: string;
      readonly action: string;
      readonly pattern: Pattern;
      /** As the history names it, e.g. `sendMessage.waitForTaskToken`. */
      readonly resource: string;
      /** As the history names it, e.g. `aws-sdk:s3`. */
      readonly resourceType: string;
    };

const callback = "waitForTaskToken";

/** https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html: actions, and how each may wait */
const optimized: Readonly<Record<string, Readonly<Record<string, readonly Pattern[]>>>> = {
  apigateway: { invoke: ["request", callback] },
  athena: {
    startQueryExecution: ["request", "sync"],
    stopQueryExecution: ["request"],
    getQueryExecution: ["request"],
    getQueryResults: ["request"],
  },
  batch: { submitJob: ["request", "sync", callback] },
  bedrock: { invokeModel: ["request"], createModelCustomizationJob: ["request", "sync"] },
  codebuild: { startBuild: ["request", "sync"], stopBuild: ["request"], batchDeleteBuilds: ["request"] },
  databrew: { startJobRun: ["request", "sync"] },
  dynamodb: { getItem: ["request"], putItem: ["request"], updateItem: ["request"], deleteItem: ["request"] },
  ecs: { runTask: ["request", "sync", callback] },
  eks: {
    call: ["request"],
    runJob: ["request", "sync"],
    createCluster: ["request", "sync"],
    deleteCluster: ["request", "sync"],
  },
  elasticmapreduce: {
    createCluster: ["request", "sync"],
    addStep: ["request", "sync"],
    terminateCluster: ["request", "sync"],
  },
  events: { putEvents: ["request", callback] },
  glue: { startJobRun: ["request", "sync"] },
  http: { invoke: ["request"] },
  lambda: { invoke: ["request", callback] },
  mediaconvert: { createJob: ["request", "sync"] },
  sagemaker: {
    createTrainingJob: ["request", "sync"],
    createTransformJob: ["request", "sync"],
    createEndpoint: ["request"],
  },
  sns: { publish: ["request", callback] },
  sqs: { sendMessage: ["request", callback] },
  states: { startExecution: ["request", "sync", "sync:2", callback] },
};

/** Undefined for what is no resource of Step Functions. */
export function readResource(arn: string): Resource | undefined {
  if (/^arn:[\w-]+:lambda:[^:]*:[^:]*:function:.+/.test(arn)) return { kind: "function", arn };
  if (/^arn:[\w-]+:states:[^:]*:[^:]*:activity:.+/.test(arn)) return { kind: "activity", arn };
  const named =
    /^arn:[\w-]+:states:[^:]*:[^:]*:(?:(aws-sdk):)?([\w-]+):(\w+)(?:\.(sync(?::2)?|waitForTaskToken))?$/.exec(arn);
  if (named === null) return undefined;
  const [, sdk, service = "", action = "", wait] = named;
  const pattern = (wait ?? "request") as Pattern;
  const kind = sdk === undefined ? "optimized" : "sdk";
  if (kind === "optimized" && optimized[service]?.[action]?.includes(pattern) !== true) return undefined;
  if (kind === "sdk" && pattern.startsWith("sync")) return undefined;
  const resource = wait === undefined ? action : `${action}.${wait}`;
  return { kind, service, action, pattern, resource, resourceType: sdk === undefined ? service : `aws-sdk:${service}` };
}
