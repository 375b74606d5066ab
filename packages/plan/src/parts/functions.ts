import { mayLookUp, type Pipeline } from "@millrace/pipeline";
import { branchId, type Drawing, hasFileFunction, ids, named, ref, scratchPrefix } from "../drawing.ts";
import { type Expression, text } from "../expression.ts";
import { environmentNames, type HandlerName } from "../names.ts";
import type { FunctionPart, Statement } from "../plan.ts";
import { rightsOf } from "../rights.ts";

interface Wanted {
  readonly id: string;
  /** What its name ends with. */
  readonly suffix: string;
  readonly handler: HandlerName;
  /** As far as the function has to do with it, if not all of it. */
  readonly pipeline?: Pipeline;
  readonly environment?: Readonly<Record<string, Expression>>;
  readonly isAsynchronous?: boolean;
}

/** Handlers that answer within a request, or do little more than to read a list. */
const briefHandlers: ReadonlySet<HandlerName> = new Set(["upload"]);
const briefSeconds = 29;
const briefMemoryMb = 256;

/** One function for every step that has rights of its own. */
export function functionsOf(drawing: Drawing): readonly FunctionPart[] {
  const { pipeline } = drawing;
  const { needs } = pipeline;
  const wanted: Wanted[] = [];
  if (hasFileFunction(pipeline)) {
    wanted.push({
      id: ids.file,
      suffix: "file",
      handler: "file",
      isAsynchronous: true,
    });
  }
  if (needs.workflow) {
    wanted.push({ id: ids.plan, suffix: "plan", handler: "plan" });
    for (const branch of Object.keys(pipeline.branches)) {
      wanted.push({
        id: branchId(branch),
        suffix: `branch-${branch.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
        handler: "branch",
        ...(mayLookUp(pipeline, branch) ? {} : { pipeline: { ...pipeline, lookups: {} } }),
        environment: { [environmentNames.branch]: text`${branch}` },
      });
    }
    wanted.push({ id: ids.decide, suffix: "decide", handler: "decide" });
    wanted.push({ id: ids.consolidate, suffix: "consolidate", handler: "consolidate" });
    wanted.push({ id: ids.finish, suffix: "finish", handler: "finish" });
  }
  if (needs.upload) wanted.push({ id: ids.upload, suffix: "upload", handler: "upload" });
  wanted.push({ id: ids.sweep, suffix: "sweep", handler: "sweep", isAsynchronous: true });
  return wanted.map((one) => functionOf(drawing, one));
}

function functionOf({ pipeline: whole, runtime }: Drawing, wanted: Wanted): FunctionPart {
  const { handler, pipeline = whole } = wanted;
  const { run, retain } = pipeline;
  const isBrief = briefHandlers.has(handler);
  const environment = environmentOf(handler, pipeline);
  const isInNetwork = environmentNames.databaseHost in environment;
  return {
    kind: "function",
    id: wanted.id,
    name: named(wanted.suffix),
    handler: `index.${handler}`,
    runtime,
    memoryMb: isBrief ? briefMemoryMb : run.memoryMb,
    timeoutSeconds: isBrief ? briefSeconds : run.timeoutSeconds,
    environment: { ...environment, ...wanted.environment },
    statements: [...rightsOf(handler, pipeline), ...(wanted.isAsynchronous === true ? [handOver] : [])],
    logDays: retain.auditDays,
    network: isInNetwork ? ids.network : undefined,
    failures: wanted.isAsynchronous === true ? ref(ids.failedEvents, "arn") : undefined,
  };
}

/** What a function is told is what it may use: the environment follows from the rights. */
function environmentOf(handler: HandlerName, pipeline: Drawing["pipeline"]): Readonly<Record<string, Expression>> {
  const used = new Set(
    rightsOf(handler, pipeline).flatMap(({ resource }) =>
      resource.flatMap((piece) => (typeof piece === "object" && "part" in piece ? [piece.part] : [])),
    ),
  );
  const environment: Record<string, Expression> = {
    [environmentNames.table]: text`${ref(ids.table, "name")}`,
    [environmentNames.bucket]: text`${ref(ids.bucket, "name")}`,
  };
  const give = (name: string, value: Expression): void => {
    environment[name] = value;
  };
  if (used.has(ids.hashKey)) give(environmentNames.hashKeySecret, text`${ref(ids.hashKey, "arn")}`);
  if (used.has(ids.vault)) give(environmentNames.vault, text`${ref(ids.vault, "name")}`);
  if (used.has(ids.topic)) give(environmentNames.topic, text`${ref(ids.topic, "arn")}`);
  if (used.has(ids.workflow)) give(environmentNames.stateMachine, text`${ref(ids.workflow, "arn")}`);
  if (used.has(ids.filesTable)) give(environmentNames.filesTable, text`${ref(ids.filesTable, "name")}`);
  if (pipeline.needs.workflow) give(environmentNames.scratch, text`${scratchPrefix(pipeline)}`);
  if (used.has(ids.database)) {
    give(environmentNames.databaseSecret, text`${ref(ids.database, "secretArn")}`);
    give(environmentNames.databaseHost, text`${ref(ids.database, "host")}`);
    give(environmentNames.databasePort, text`${ref(ids.database, "port")}`);
    give(environmentNames.databaseName, text`${ref(ids.database, "database")}`);
  }
  return environment;
}

/** Lambda gives the event away with the function's own role. */
const handOver: Statement = {
  sid: "HandOverFailedEvents",
  action: "sqs:SendMessage",
  resource: text`${ref(ids.failedEvents, "arn")}`,
};
