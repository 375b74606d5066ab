import type { Clock, Ids } from "@millrace/core";
import type { Models } from "@millrace/wire";
import { AwsError } from "@millrace/wire";
import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { defaultAccount } from "../kernel/credentials.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { answerReach } from "./answer-reach.ts";
import { jsonResponse, refused } from "./answers.ts";
import { callOperation } from "./call-operation.ts";
import { consoleFile } from "./console-files.ts";
import { actionRefusalOf, hasForeignOrigin, refusalOf } from "./guard.ts";
import { presignObject } from "./presign-object.ts";
import { type Changes, watchChanges } from "./watch-changes.ts";

export interface InspectionOptions {
  readonly kernel: Kernel;
  readonly models: Models;
  readonly wall: Clock;
  readonly ids: Ids;
  readonly changes: () => Changes;
  /** The port that the cloud listens on. */
  readonly port: () => number;
  /** Folder with the files of the console; without one there is no console. */
  readonly consoleFolder: string | undefined;
}

type Answer = Promise<LocalResponse> | LocalResponse;

/** Looks into the cloud for the people of this machine: the console, and what it asks. See docs/reference/inspection.md. */
export class Inspection {
  readonly #options: InspectionOptions;

  constructor(options: InspectionOptions) {
    this.#options = options;
  }

  /** Undefined = not for here. */
  answer(request: LocalRequest): Answer | undefined {
    const { head } = request;
    // Also what needs no header, as the clock: pages of others must not move it.
    if (hasForeignOrigin(head)) return refused("Pages of other origins may not look into the cloud");
    const isConsole = head.path === "/_console" || head.path.startsWith("/_console/");
    const route = routes[`${head.method} ${head.path}`];
    if (!isConsole && route === undefined) return undefined;
    const reason =
      refusalOf(head, this.#options.port()) ?? (route?.isAction === true ? actionRefusalOf(head) : undefined);
    if (reason !== undefined) return refused(reason);
    return isConsole ? consoleFile(request, this.#options.consoleFolder) : this.#run(route, request);
  }

  async #run(route: Route | undefined, request: LocalRequest): Promise<LocalResponse> {
    try {
      return (await route?.answer(request, this.#options)) ?? refused("Not found");
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return jsonResponse(error.status ?? 400, { error: { code: error.code, message: error.message } });
    }
  }
}

interface Route {
  /** Asked only with the console's own header. */
  readonly isAction: boolean;
  readonly answer: (request: LocalRequest, options: InspectionOptions) => Answer;
}

const routes: Readonly<Record<string, Route>> = {
  "POST /_millrace/call": { isAction: true, answer: callOperation },
  "POST /_millrace/presign": { isAction: true, answer: (request, { kernel }) => presignObject(request, kernel) },
  "GET /_millrace/place": {
    isAction: true,
    answer: (_, { kernel }) => jsonResponse(200, { account: defaultAccount, regions: kernel.regions() }),
  },
  "GET /_millrace/reach": { isAction: false, answer: (request, { kernel }) => answerReach(request, kernel) },
  // An EventSource sends no headers of its own; what it hears are names of services.
  "GET /_millrace/events": {
    isAction: false,
    answer: (request, { changes, wall }) => watchChanges(changes, wall, request),
  },
};
