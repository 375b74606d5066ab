import type { Call } from "../../../kernel/operation.ts";
import { endpointDisabled, invalidParameter } from "../errors.ts";
import type { SnsStore } from "../store.ts";
import { isPhoneNumber } from "../subscriptions/endpoint.ts";
import type { Incoming } from "./incoming.ts";

/** A text message to one phone: kept in the outbox, unless its owner wants none. */
export function publishToPhone(call: Call<SnsStore>, number: string, { message }: Incoming): { MessageId: string } {
  const { store, clock, ids } = call;
  if (!isPhoneNumber(number)) throw invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
  if (store.setting("opted out")[number] === undefined) {
    store.outbox.add(store.nextSequence(), { kind: "sms", to: number, body: message, sentAt: clock.now() });
  }
  return { MessageId: ids.uuid() };
}

/** A notification to one application on one device. */
export function publishToDevice(
  call: Call<SnsStore>,
  arn: string,
  { message, texts }: Incoming,
): { MessageId: string } {
  const { store, clock, ids } = call;
  const device = store.platforms.device(arn);
  if (device.attributes["Enabled"] === "false") throw endpointDisabled();
  const platform = arn.split("/")[1] ?? "";
  const body = texts?.[platform] ?? texts?.["default"] ?? message;
  store.outbox.add(store.nextSequence(), { kind: "application", to: arn, body, sentAt: clock.now() });
  return { MessageId: ids.uuid() };
}
