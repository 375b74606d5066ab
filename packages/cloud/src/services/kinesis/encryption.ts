import { AwsError } from "@millrace/wire";
import { type DataKey, newDataKey, openDataKey } from "../../data-keys/data-keys.ts";
import type { Call } from "../../kernel/operation.ts";
import { keyRefused } from "./errors.ts";
import { type Stream, type StreamRecord, streamArn } from "./model.ts";
import type { KinesisStore } from "./store.ts";

/** https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html */
const reuseMs = 5 * 60_000;

/** Asks for a data key where the stream is encrypted: who may not use its key may not write. */
export async function givenKey(call: Call<KinesisStore>, stream: Stream): Promise<DataKey | undefined> {
  const { store, principal, clock } = call;
  const keyId = stream.encryption?.keyId;
  if (keyId === undefined) return undefined;
  const what = `${stream.id} ${keyId}`;
  const known = store.givenKeys.find(principal, what, clock.now());
  if (known !== undefined) return known;
  const value = await newDataKey(askerOf(call), keyId, contextOf(store, stream)).catch(refuse);
  store.givenKeys.remember(principal, what, { value, until: clock.now() + reuseMs });
  return value;
}

/** Asks for the keys that records were written under. */
export async function openKeys(
  call: Call<KinesisStore>,
  stream: Stream,
  records: readonly StreamRecord[],
): Promise<void> {
  const { store, principal, clock } = call;
  for (const { dataKey } of records) {
    if (dataKey === undefined) continue;
    if (store.openedKeys.find(principal, dataKey.sealed, clock.now()) !== undefined) continue;
    await openDataKey(askerOf(call), dataKey, contextOf(store, stream)).catch(refuse);
    store.openedKeys.remember(principal, dataKey.sealed, { value: true, until: clock.now() + reuseMs });
  }
}

const askerOf = (call: Call<KinesisStore>) => ({ call, service: "kinesis" });

const contextOf = ({ scope }: KinesisStore, { name }: Stream) => ({ "aws:kinesis:arn": streamArn(scope, name) });

function refuse(error: unknown): never {
  throw error instanceof AwsError ? keyRefused(error) : error;
}
