import { DescribeStackEventsCommand, type StackEvent } from "@aws-sdk/client-cloudformation";
import { type Clock, sleep } from "@millrace/core";
import type { Clients } from "../target.ts";
import { findStack } from "./change-set.ts";

export interface FollowStackOptions {
  /** Its ID, as a stack that was deleted has no name any more. */
  readonly stackId: string;
  readonly token: string;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly pollMs: number;
  /** Told of each event once, oldest first. */
  readonly tell: (event: StackEvent) => void;
}

export interface StackEnd {
  readonly status: string;
  readonly isGood: boolean;
  /** What went wrong first, in CloudFormation's words. */
  readonly reason: string | undefined;
}

const good = /^(?:CREATE|UPDATE|DELETE|IMPORT)_COMPLETE$/;

/** Tells what happens in a stack until the operation with this token has ended. */
export async function followStack(options: FollowStackOptions): Promise<StackEnd> {
  const { stackId, clients, clock, pollMs, tell } = options;
  const told = new Set<string>();
  let reason: string | undefined;
  for (;;) {
    const stack = await findStack(stackId, clients);
    for (const event of await eventsOf(options)) {
      if (told.has(event.EventId ?? "")) continue;
      told.add(event.EventId ?? "");
      reason ??= causeOf(event);
      tell(event);
    }
    const status = stack?.StackStatus ?? "DELETE_COMPLETE";
    if (!status.endsWith("_IN_PROGRESS")) return { status, isGood: good.test(status), reason };
    await sleep(clock, pollMs);
  }
}

/** What other resources are cancelled for is the cause, not what they say. */
function causeOf(event: StackEvent): string | undefined {
  const { ResourceStatus: status = "", ResourceStatusReason: reason = status, LogicalResourceId: id } = event;
  return status.endsWith("_FAILED") && !/cancelled/i.test(reason) ? `${id}: ${reason}` : undefined;
}

/** The events of one operation, oldest first. */
async function eventsOf({ stackId, token, clients }: FollowStackOptions): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for (let next: string | undefined; ; ) {
    const page = await clients.cloudformation.send(
      new DescribeStackEventsCommand({ StackName: stackId, NextToken: next }),
    );
    const all = page.StackEvents ?? [];
    const ours = all.filter(({ ClientRequestToken }) => ClientRequestToken === token);
    events.push(...ours);
    next = page.NextToken;
    if (next === undefined || ours.length < all.length) return events.reverse();
  }
}
