import { wallClock } from "@millrace/core";
import type { Door, LocalRequest, LocalResponse } from "./gateway/door.ts";
import type { Inspection } from "./inspection/inspection.ts";
import { Journal } from "./kernel/journal.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { nameOf } from "./kernel/principal.ts";

/** What the gateway finds behind itself: the kernel, and the cloud's own pages. */
export function doorOf(kernel: Kernel, inspection: Inspection): Door {
  const journal = new Journal();
  return {
    run: (request) => kernel.run(request),
    credential(accessKeyId, sessionToken) {
      const credential = kernel.credential(accessKeyId);
      const isRightToken = credential?.sessionToken === undefined || credential.sessionToken === sessionToken;
      return isRightToken ? credential : undefined;
    },
    local: (request) =>
      inspection.answer(request) ??
      localPages[`${request.head.method} ${request.head.path}`]?.({ request, kernel, journal }) ??
      kernel.page(request),
    site: (request) => kernel.site(request),
    insider: (socket) => kernel.connections.insiderOf(socket),
    passage: (insider, service, region) => kernel.connections.toService(insider, service, region).passage,
    record: (event) =>
      journal.add({
        at: event.startedAt,
        service: event.service,
        operation: event.operation,
        requestId: event.requestId,
        caller: event.principal === undefined ? "" : nameOf(event.principal),
        durationMs: event.durationMs,
        error: event.error?.code,
      }),
  };
}

interface Page {
  readonly request: LocalRequest;
  readonly kernel: Kernel;
  readonly journal: Journal;
}

const startedAt = wallClock.now();

/** Pages for people and scripts, outside AWS's APIs. */
const localPages: Readonly<Record<string, (page: Page) => LocalResponse>> = {
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
};

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
