import type { Call } from "../../../kernel/operation.ts";
import type { Principal } from "../../../kernel/principal.ts";
import type { MessageKey, Queue } from "../model.ts";
import type { SqsStore } from "../store.ts";
import type { Accepted } from "./duplicates.ts";
import type { Outgoing } from "./outgoing.ts";

/** Puts a message on its queue, unless that queue has seen it within the last five minutes. */
export function enqueue(call: Call<SqsStore>, queue: Queue, outgoing: Outgoing, dataKey?: MessageKey): Accepted {
  const { store, clock, ids, principal } = call;
  const now = clock.now();
  const { deduplicationId } = outgoing;
  const scope = scopeOf(queue, outgoing, now);
  const known =
    deduplicationId === undefined ? undefined : store.duplicates.find(queue.id, scope, deduplicationId, now);
  if (known !== undefined) return known;
  const { body, bodyMd5, attributes, traceHeader, group, delaySeconds } = outgoing;
  const { id, sequenceNumber = "" } = store.piles.add(
    queue,
    {
      id: ids.uuid(),
      body,
      bodyMd5,
      sender: senderOf(principal),
      sentAt: now,
      ...(attributes === undefined ? {} : { attributes }),
      ...(traceHeader === undefined ? {} : { traceHeader }),
      ...(group === undefined ? {} : { group }),
      ...(deduplicationId === undefined ? {} : { deduplicationId }),
      ...(dataKey === undefined ? {} : { dataKey }),
    },
    now,
    delaySeconds * 1000,
  );
  const accepted = { messageId: id, sequenceNumber };
  if (deduplicationId !== undefined) store.duplicates.remember([queue.id, scope, deduplicationId], accepted, now);
  // Those who wait learn of delayed messages too: they know then until when to wait.
  store.arrivals.announce(queue.id);
  const measured = { namespace: "AWS/SQS", dimensions: { QueueName: queue.name } };
  call.metrics.record({ ...measured, name: "NumberOfMessagesSent", value: 1, unit: "Count" });
  call.metrics.record({ ...measured, name: "SentMessageSize", value: Buffer.byteLength(body), unit: "Bytes" });
  return accepted;
}

/** What a deduplication id must be unique in: the queue, or the group. */
function scopeOf({ attributes, formerScope }: Queue, { group = "" }: Outgoing, now: number): string {
  const isFormer = formerScope !== undefined && formerScope.until > now;
  const scope = isFormer ? formerScope.scope : attributes["DeduplicationScope"];
  return scope === "messageGroup" ? `group ${group}` : "queue";
}

/** AWS's services have ids of their own, which nobody can look up. */
function senderOf(principal: Principal): string {
  if (principal.kind === "anonymous") return "Anonymous";
  return "userId" in principal ? principal.userId : "AIDAISMY7JYY5F7RTT6AO";
}
