import { wallClock } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { defaultAccount } from "../kernel/credentials.ts";
import type { Journal } from "../kernel/journal.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type AtRest, changeState } from "../state/change-state.ts";
import { readFault } from "./read-fault.ts";
import { readGuard } from "./read-guard.ts";

export interface Page {
  readonly request: LocalRequest;
  readonly kernel: Kernel;
  readonly journal: Journal;
  readonly atRest: AtRest;
}

const startedAt = wallClock.now();

/** Pages for people and scripts, outside AWS's APIs. */
export const localPages: Readonly<Record<string, (page: Page) => LocalResponse | Promise<LocalResponse>>> = {
  "GET /_millrace/health": () => json(200, { status: "running", uptimeMs: wallClock.now() - startedAt }),
  "GET /_millrace/journal": ({ journal }) => json(200, { calls: journal.entries() }),
  "GET /_millrace/decisions": ({ kernel }) => json(200, { decisions: kernel.decisions.list() }),
  "DELETE /_millrace/decisions": ({ kernel }) => {
    kernel.decisions.clear();
    return json(200, { decisions: [] });
  },
  "GET /_millrace/clock": ({ kernel }) => json(200, clockOf(kernel)),
  "POST /_millrace/clock": ({ request, kernel }) => {
    const ms = readAdvance(request.body);
    if (ms === undefined) return json(400, { error: 'Cannot move the clock: expected {"advanceMs": 0 or more}' });
    kernel.advanceClock(ms);
    return json(200, clockOf(kernel));
  },
  "GET /_millrace/faults": ({ kernel }) => json(200, { faults: kernel.faults.list() }),
  "POST /_millrace/faults": ({ request, kernel }) => {
    return orReason(() => kernel.faults.add(readFault(request.body, kernel)));
  },
  "DELETE /_millrace/faults": ({ request, kernel }) => {
    const id = new URLSearchParams(request.head.query).get("id");
    if (id === null) kernel.faults.clear();
    else if (!kernel.faults.remove(id)) return json(404, { error: `There is no fault "${id}"` });
    return json(200, { faults: kernel.faults.list() });
  },
  "GET /_millrace/guards": ({ kernel }) => json(200, guardsOf(kernel)),
  "PUT /_millrace/guards": ({ request, kernel }) =>
    orReason(() => {
      kernel.guards.put(readGuard(request.body));
      return guardsOf(kernel);
    }),
  "DELETE /_millrace/guards": ({ request, kernel }) => {
    const account = new URLSearchParams(request.head.query).get("account") ?? defaultAccount;
    if (!kernel.guards.remove(account)) return json(404, { error: `The account ${account} has no guard` });
    return json(200, guardsOf(kernel));
  },
  "POST /_millrace/state": ({ request, kernel, atRest }) =>
    orReason(() => changeState(request.body, () => kernel.clock.now(), atRest)),
};

async function orReason(answer: () => object | Promise<object>): Promise<LocalResponse> {
  try {
    return json(200, await answer());
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return json(400, { error: error.message });
  }
}

const guardsOf = ({ guards }: Kernel): object => ({
  guards: guards.list().map(({ account, policy }) => ({ account, policy: JSON.parse(policy) as unknown })),
});

const clockOf = ({ clock }: Kernel): object => ({
  now: new Date(clock.now()).toISOString(),
  offsetMs: clock.offsetMs,
});

function readAdvance(body: Buffer): number | undefined {
  try {
    const { advanceMs }: { advanceMs?: unknown } = JSON.parse(body.toString("utf8"));
    return typeof advanceMs === "number" && advanceMs >= 0 ? advanceMs : undefined;
  } catch {
    return undefined;
  }
}

const json = (status: number, body: object): LocalResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: `${JSON.stringify(body)}\n`,
});
