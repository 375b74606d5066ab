import { gzipSync } from "node:zlib";
import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { optionsFor } from "../../../targets/send.ts";
import { groupResource } from "../model.ts";
import type { LogsStore } from "../store.ts";
import type { Delivery, SubscriptionFilter } from "./filter.ts";

/** Where what a filter lets through goes. */
export interface SubscriptionTarget {
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly group: string;
  /** Which shard of a stream of Kinesis: that of a log stream, or any. */
  readonly isSpread: boolean;
}

/** A message as subscribers get it, compressed. */
interface Message {
  readonly bytes: Buffer;
  readonly logStream: string;
}

type Target = Pick<SubscriptionFilter, "destinationArn" | "roleArn" | "logGroupName" | "distribution">;

/** Behind the name of a destination stands another target; undefined for one that is gone. */
export function targetOf({ store }: Call<LogsStore>, filter: Target): SubscriptionTarget | undefined {
  const { destinationArn = "", roleArn, logGroupName: group = "", distribution } = filter;
  const isSpread = distribution === "Random";
  const name = /:destination:(.+)$/.exec(destinationArn)?.[1];
  if (name === undefined) return { arn: destinationArn, roleArn, group, isSpread };
  const destination = store.settings.destinations.get(name)?.input;
  if (destination === undefined) return undefined;
  return { arn: destination.targetArn ?? "", roleArn: destination.roleArn, group, isSpread };
}

export const dataMessage = ({ account }: Call<LogsStore>, delivery: Delivery): Message =>
  message(delivery.stream, {
    messageType: "DATA_MESSAGE",
    owner: account,
    logGroup: delivery.group,
    logStream: delivery.stream,
    subscriptionFilters: [delivery.filter],
    logEvents: delivery.events,
  });

/** What tries whether a stream can be written to. */
export const controlMessage = (timestamp: number): Message =>
  message("", {
    messageType: "CONTROL_MESSAGE",
    owner: "CloudwatchLogs",
    logGroup: "",
    logStream: "",
    subscriptionFilters: [],
    logEvents: [{ id: "", timestamp, message: "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream." }],
  });

const message = (logStream: string, contents: object): Message => ({
  logStream,
  bytes: gzipSync(JSON.stringify(contents)),
});

/** Throws what the target throws, or STS of the role. */
export async function sendMessage(
  call: Call<LogsStore>,
  { arn, group, roleArn, isSpread }: SubscriptionTarget,
  { bytes, logStream }: Message,
): Promise<void> {
  if (parseArn(arn)?.service === "kinesis") {
    const PartitionKey = isSpread || logStream === "" ? call.ids.uuid() : keyOf(logStream);
    const principal = await roleOf(call, group, roleArn);
    await call.aws.call("kinesis", "PutRecord", { StreamARN: arn, PartitionKey, Data: bytes }, { principal });
    return;
  }
  const Payload = Buffer.from(JSON.stringify({ awslogs: { data: bytes.toString("base64") } }));
  const input = { FunctionName: arn, InvocationType: "Event" as const, Payload };
  await call.aws.call("lambda", "Invoke", input, optionsFor({ arn, principal: asGroup(call, group) }));
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
const partitionKeyMax = 256;

const keyOf = (logStream: string): string => logStream.slice(0, partitionKeyMax);

/** Trust policies name the service with or without its region. */
async function roleOf(call: Call<LogsStore>, group: string, roleArn = ""): Promise<Principal> {
  const { store, region, account } = call;
  const assume = (service: string) =>
    store.roles.principal(roleArn, servicePrincipal(service, account, groupResource(call, group)), "logs");
  return assume("logs.amazonaws.com").catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    return assume(`logs.${region}.amazonaws.com`);
  });
}

/** The logs of a region call functions by the region's own name. */
export const asGroup = (scope: { account: string; region: string }, group: string): Principal =>
  servicePrincipal(`logs.${scope.region}.amazonaws.com`, scope.account, groupResource(scope, group));
