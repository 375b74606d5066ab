import { type Clock, sleep } from "@millrace/core";
import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { securityHeaders } from "./answers.ts";

/** How often each service's state was changed since the cloud began. */
export type Changes = ReadonlyMap<string, number>;

const tickMs = 250;
/** So that whoever listens learns within this time that the cloud has gone. */
const quietMs = 15_000;

/** Server-sent events: which services' state has changed, at most four times a second. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export const watchChanges = (changes: () => Changes, clock: Clock, { signal }: LocalRequest): LocalResponse => ({
  status: 200,
  headers: { ...securityHeaders, "content-type": "text/event-stream", "cache-control": "no-store" },
  body: ticks(changes, clock, signal),
});

async function* ticks(changes: () => Changes, clock: Clock, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let seen = new Map(changes());
  let toldAt = clock.now();
  yield Buffer.from(": here are the changes\n\n");
  while (!signal.aborted) {
    await sleep(clock, tickMs, signal).catch(() => undefined);
    const now = changes();
    const services = [...now.keys()].filter((service) => now.get(service) !== seen.get(service));
    if (services.length === 0 && clock.now() - toldAt < quietMs) continue;
    yield Buffer.from(services.length === 0 ? ": quiet\n\n" : `data: ${JSON.stringify({ services })}\n\n`);
    seen = new Map(now);
    toldAt = clock.now();
  }
}
