import type { Door } from "./gateway/door.ts";
import type { Inspection } from "./inspection/inspection.ts";
import { Journal } from "./kernel/journal.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { nameOf } from "./kernel/principal.ts";
import { localPages } from "./local-pages/local-pages.ts";
import type { AtRest } from "./state/change-state.ts";

interface Behind {
  readonly kernel: Kernel;
  readonly inspection: Inspection;
  readonly atRest: AtRest;
}

/** What the gateway finds behind itself: the kernel, and the cloud's own pages. */
export function doorOf({ kernel, inspection, atRest }: Behind): Door {
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
      localPages[`${request.head.method} ${request.head.path}`]?.({ request, kernel, journal, atRest }) ??
      kernel.page(request),
    site: (request) => kernel.site(request),
    apiBehind: (head) => kernel.apiBehind(head),
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
