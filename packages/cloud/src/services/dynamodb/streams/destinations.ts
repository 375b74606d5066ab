import { createHash } from "node:crypto";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { TableDefinition } from "../model.ts";
import type { DynamoDbStore } from "../store.ts";
import { type Change, changeRow } from "./change-row.ts";
import type { ChangeRecord } from "./stream.ts";

export const destinationJob = "destination";

interface Outgoing {
  readonly streamArn: string;
  readonly tableName: string;
  readonly eventId: string;
  readonly precision: "MILLISECOND" | "MICROSECOND" | undefined;
  /** As streams keep it. */
  readonly change: Omit<ChangeRecord, "sequence">;
}

/** Sends what changes in tables to the streams of Kinesis that they name, in the order in which it changed. */
export function sendChanges(store: DynamoDbStore, { clock, ids, jobs }: Pick<ServiceKernel, "clock" | "ids" | "jobs">) {
  store.onChange((table: TableDefinition, change: Change) => {
    const wanting = (table.destinations ?? []).filter(({ isOn }) => isOn);
    if (wanting.length === 0) return;
    const row = changeRow({ viewType: "NEW_AND_OLD_IMAGES", keySchema: table.keySchema }, change, clock.now());
    if (row === undefined) return;
    for (const { arn, precision } of wanting) {
      const outgoing: Outgoing = {
        streamArn: arn,
        tableName: table.name,
        eventId: ids.uuid(),
        precision,
        change: JSON.parse(row) as Outgoing["change"],
      };
      jobs.add(destinationJob, outgoing, { lane: `${table.id} ${arn}` });
    }
  });
}

/** As long as streams of tables keep what changed. */
const retriedForMs = 24 * 60 * 60 * 1000;
const retryMs = 10_000;

export const runDestination: JobHandler<DynamoDbStore> = {
  laneConcurrencyMax: 1,

  async run({ aws, account, region, clock, log }, job) {
    const outgoing = job.payload as Outgoing;
    const { streamArn: StreamARN, change } = outgoing;
    const Data = Buffer.from(JSON.stringify(recordOf(outgoing, region)));
    const PartitionKey = createHash("md5").update(JSON.stringify(change.keys)).digest("hex");
    try {
      // On AWS a role does it that belongs to the service: whoever names the destination must be allowed to.
      await aws.call(
        "kinesis",
        "PutRecord",
        { StreamARN, PartitionKey, Data },
        { principal: accountPrincipal(account) },
      );
      return "done";
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (clock.now() - job.addedAt < retriedForMs) return { retry: { delayMs: retryMs } };
      log.warn("change of a table could not be sent on", { stream: StreamARN, error: error.message });
      return "done";
    }
  },
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds_gettingstarted.html */
function recordOf({ tableName, eventId, precision, change }: Outgoing, awsRegion: string): object {
  const isMicro = precision === "MICROSECOND";
  return {
    awsRegion,
    eventID: eventId,
    eventName: change.name,
    userIdentity: change.isByService === true ? { principalId: "dynamodb.amazonaws.com", type: "Service" } : null,
    recordFormat: "application/json",
    tableName,
    dynamodb: {
      ApproximateCreationDateTime: isMicro ? change.at * 1000 : change.at,
      ...(isMicro ? { ApproximateCreationDateTimePrecision: "MICROSECOND" } : {}),
      Keys: change.keys,
      ...(change.new === undefined ? {} : { NewImage: change.new }),
      ...(change.old === undefined ? {} : { OldImage: change.old }),
      SizeBytes: change.bytes,
    },
    eventSource: "aws:dynamodb",
  };
}
