import type { ShardFilter } from "@aws-sdk/client-kinesis";
import { invalidArgument, tokenInvalid } from "../errors.ts";
import { isOpen, keptSince, placeAt, type Shard, type Stream, shardName } from "../model.ts";
import { namedStream, streamOf, wantedArn } from "../on-stream.ts";
import type { KinesisOperation, Shapes } from "../shapes.ts";
import { describeShard } from "../streams/describe.ts";

const shardsDefault = 1000;

type Input = Shapes["ListShards"]["input"];

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
export const listShards: KinesisOperation<"ListShards"> = {
  access: (input, scope) => ({
    action: "kinesis:ListShards",
    resource: wantedArn({ ...input, StreamName: input.StreamName ?? readToken(input)?.stream }, scope),
  }),

  run({ store, clock }, input) {
    const token = readToken(input);
    const stream = token === undefined ? streamOf(store, input) : store.stream(token.stream);
    const after = token?.after ?? input.ExclusiveStartShardId ?? "";
    const filter = token?.filter ?? input.ShardFilter;
    const max = input.MaxResults ?? shardsDefault;
    const shards = wanted(stream, filter, clock.now()).filter(({ index }) => shardName(index) > after);

    const page = shards.slice(0, max);
    const last = page.at(-1);
    const isCut = shards.length > max && last !== undefined;
    return {
      Shards: page.map(describeShard),
      ...(isCut && { NextToken: printToken({ stream: stream.name, after: shardName(last.index), filter }) }),
    };
  },
};

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html */
function wanted(stream: Stream, filter: ShardFilter | undefined, now: number): readonly Shard[] {
  const { shards } = stream;
  const since = (place: number) => shards.filter(({ last = Number.POSITIVE_INFINITY }) => last >= place);
  const at = (place: number) => since(place).filter(({ first }) => first <= place);
  const asked = placeAt(filter?.Timestamp?.getTime() ?? 0);
  const oldest = Math.max(placeAt(keptSince(stream, now)), shards[0]?.first ?? 0);
  switch (filter?.Type) {
    case "AT_LATEST":
      return shards.filter(isOpen);
    case "AT_TRIM_HORIZON":
      return at(oldest);
    case "FROM_TRIM_HORIZON":
      return since(oldest);
    case "AT_TIMESTAMP":
      return at(asked);
    case "FROM_TIMESTAMP":
      return since(asked);
    case "AFTER_SHARD_ID":
      return shards.filter(({ index }) => shardName(index) > (filter.ShardId ?? ""));
    default:
      return shards;
  }
}

interface Token {
  readonly stream: string;
  readonly after: string;
  readonly filter?: ShardFilter | undefined;
}

const printToken = (token: Token): string => Buffer.from(JSON.stringify(token)).toString("base64");

/** Throws InvalidArgumentException for a token that nobody gave out, or beside what it holds already. */
function readToken(input: Input): Token | undefined {
  if (input.NextToken === undefined) return undefined;
  if (namedStream(input) !== "") throw invalidArgument("NextToken and StreamName cannot be provided together.");
  try {
    const token = JSON.parse(Buffer.from(input.NextToken, "base64").toString("utf8")) as Token;
    if (typeof token.stream !== "string" || typeof token.after !== "string") throw tokenInvalid();
    const { filter } = token;
    if (filter?.Timestamp === undefined) return token;
    return { ...token, filter: { ...filter, Timestamp: new Date(filter.Timestamp) } };
  } catch {
    throw tokenInvalid();
  }
}
