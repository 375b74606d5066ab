import type { LiveTailSessionLogEvent, StartLiveTailResponseStream } from "@aws-sdk/client-cloudwatch-logs";
import { sleep } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { invalidParameter } from "../errors.ts";
import type { Tail } from "../intake/live-tails.ts";
import { groupArn, groupResource, readGroupName } from "../model.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";
import type { LogsStore } from "../store.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
const groupsMax = 10;
const updateMs = 1000;
const sessionMsMax = 3 * 60 * 60 * 1000;
const eventsPerUpdate = 500;

type Input = Shapes["StartLiveTail"]["input"];

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
export const startLiveTail: LogsOperation<"StartLiveTail"> = {
  access: (input, scope) =>
    input.logGroupIdentifiers.map((name) => ({
      action: "logs:StartLiveTail",
      resource: groupResource(scope, readGroupName(undefined, name)),
    })),

  run(call, input) {
    const groups = input.logGroupIdentifiers.map((name) => call.store.group(readGroupName(undefined, name)).name);
    if (groups.length > groupsMax) throw invalidParameter(`A live tail can watch at most ${groupsMax} log groups.`);
    if (input.logStreamNames !== undefined && input.logStreamNamePrefixes !== undefined) {
      throw invalidParameter("Either logStreamNames or logStreamNamePrefixes can be specified, not both.");
    }
    const pattern = compilePattern(input.logEventFilterPattern);
    const waiting: LiveTailSessionLogEvent[] = [];
    let isSampled = false;
    const tail: Tail = {
      isWanted: (group, { stream, message }) =>
        groups.includes(group) && isWantedStream(input, stream) && pattern.match(message) !== undefined,
      take(group, { stream, message, at, ingestedAt }) {
        isSampled ||= waiting.length >= eventsPerUpdate;
        if (waiting.length >= eventsPerUpdate) return;
        const logGroupIdentifier = `${call.account}:${group}`;
        waiting.push({ logStreamName: stream, logGroupIdentifier, message, timestamp: at, ingestionTime: ingestedAt });
      },
    };
    const take = () => {
      const update = { sessionMetadata: { sampled: isSampled }, sessionResults: waiting.splice(0) };
      isSampled = false;
      return update;
    };
    return { responseStream: updates(call, input, tail, take) };
  },
};

const isWantedStream = ({ logStreamNames, logStreamNamePrefixes }: Input, stream: string): boolean =>
  (logStreamNames?.includes(stream) ?? true) &&
  (logStreamNamePrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true);

async function* updates(
  call: Call<LogsStore>,
  input: Input,
  tail: Tail,
  take: () => { sessionMetadata: { sampled: boolean }; sessionResults: LiveTailSessionLogEvent[] },
): AsyncGenerator<StartLiveTailResponseStream> {
  const { store, signal, ids, account, region } = call;
  store.tails.add(tail);
  try {
    yield {
      sessionStart: {
        requestId: call.requestId,
        sessionId: ids.uuid(),
        logGroupIdentifiers: input.logGroupIdentifiers.map((name) =>
          groupArn({ account, region }, readGroupName(undefined, name)),
        ),
        logStreamNames: input.logStreamNames ?? [],
        logStreamNamePrefixes: input.logStreamNamePrefixes ?? [],
        logEventFilterPattern: input.logEventFilterPattern ?? "",
      },
    };
    // A viewer waits in real time, wherever the cloud's clock is moved.
    for (let waited = 0; waited < sessionMsMax && !signal.aborted; waited += updateMs) {
      await sleep(store.wall, updateMs, signal);
      yield { sessionUpdate: take() };
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    store.tails.remove(tail);
  }
}
