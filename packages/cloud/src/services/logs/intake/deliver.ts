import { gzipSync } from "node:zlib";
import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { groupResource } from "../model.ts";
import type { LogsStore } from "../store.ts";

export const deliverJob = "deliver";

export interface Delivery {
  readonly group: string;
  readonly stream: string;
  readonly filter: string;
  readonly events: readonly { readonly id: string; readonly timestamp: number; readonly message: string }[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
const retriedForMs = 24 * 60 * 60 * 1000;
const retryMs = 10_000;

/** Hands events to the function that has subscribed to them. */
export const runDeliver: JobHandler<LogsStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const delivery = job.payload as Delivery;
    const filter = call.store.subscriptionFilters.get([delivery.group, delivery.filter]);
    if (filter === undefined) return "done";
    try {
      await invoke(call, filter.destinationArn, delivery);
      return "done";
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const isLate = call.clock.now() - job.addedAt > retriedForMs;
      // A function that is gone, or that may not be called, is not asked again.
      if (isLate || error.code === "ResourceNotFoundException" || error.code === "AccessDeniedException") {
        call.log.warn("log events could not be delivered", { filter: delivery.filter, error: error.message });
        return "done";
      }
      return { retry: { delayMs: retryMs } };
    }
  },
};

async function invoke(call: Call<LogsStore>, destination: string, delivery: Delivery): Promise<void> {
  const data = gzipSync(
    JSON.stringify({
      messageType: "DATA_MESSAGE",
      owner: call.account,
      logGroup: delivery.group,
      logStream: delivery.stream,
      subscriptionFilters: [delivery.filter],
      logEvents: delivery.events,
    }),
  ).toString("base64");
  const Payload = Buffer.from(JSON.stringify({ awslogs: { data } }));
  const input = { FunctionName: destination, InvocationType: "Event" as const, Payload };
  await call.aws.call("lambda", "Invoke", input, { principal: asGroup(call, delivery.group), ...placeOf(destination) });
}

/** The logs of a region call functions by the region's own name. */
export const asGroup = (scope: { account: string; region: string }, group: string): Principal =>
  servicePrincipal(`logs.${scope.region}.amazonaws.com`, scope.account, groupResource(scope, group));

export function placeOf(arn: string): { readonly region?: string; readonly account?: string } {
  const { region = "", account = "" } = parseArn(arn) ?? {};
  return { ...(region === "" ? {} : { region }), ...(account === "" ? {} : { account }) };
}
