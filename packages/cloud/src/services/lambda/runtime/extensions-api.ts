import type { IncomingMessage, ServerResponse } from "node:http";
import { collect, reply } from "./api-answers.ts";
import type { TelemetryFeed } from "./telemetry-feed.ts";

/** What extensions are told about the function they stand beside. */
export interface ExtensionsSetting {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly handler: string;
  readonly accountId: string;
  readonly newId: () => string;
  readonly telemetry: TelemetryFeed;
}

interface Extension {
  readonly id: string;
  readonly name: string;
  readonly events: ReadonlySet<string>;
  /** Its request for the next event, while it waits. */
  waiting: ServerResponse | undefined;
  readonly queued: object[];
}

const bodyBytesMax = 1024 * 1024;
const extensionsMax = 10;
const eventNames = new Set(["INVOKE", "SHUTDOWN"]);

/**
 * The Extensions API of one execution environment: extensions register while it starts, and are told of every event.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
 */
export class ExtensionsApi {
  readonly #setting: ExtensionsSetting;
  readonly #extensions = new Map<string, Extension>();
  /** Called when one of them has asked for its next event, or has failed. */
  #changed: (() => void) | undefined;
  #failure: Buffer | undefined;

  constructor(setting: ExtensionsSetting) {
    this.#setting = setting;
  }

  /** How many have registered. */
  get count(): number {
    return this.#extensions.size;
  }

  /** What an extension reported instead of asking for its first event. */
  get failure(): Buffer | undefined {
    return this.#failure;
  }

  /** Resolves when `started` programs have registered and every extension waits for its next event, or one has failed. */
  async settled(started: number): Promise<void> {
    while (this.#failure === undefined && !this.#isSettled(started)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  /** Tells those that asked to hear of it. */
  tell(event: { readonly eventType: "INVOKE" | "SHUTDOWN" } & Readonly<Record<string, unknown>>): void {
    for (const extension of this.#extensions.values()) {
      if (!extension.events.has(event.eventType)) continue;
      extension.queued.push(event);
      deliver(extension);
    }
  }

  /** Whether anybody wants to hear of the end. */
  get wantsShutdown(): boolean {
    return [...this.#extensions.values()].some(({ events }) => events.has("SHUTDOWN"));
  }

  /** True when the request was one of an extension. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url ?? "";
    if (path === "/2022-07-01/telemetry" || path === "/2020-08-15/logs") {
      void this.#withBody(request, response, (body) => this.#subscribe(request, response, body));
      return true;
    }
    const [, route] = /^\/2020-01-01\/extension\/(register|event\/next|init\/error|exit\/error)$/.exec(path) ?? [];
    if (route === undefined) return false;
    if (route === "event/next") this.#next(request, response);
    else if (route === "register") {
      void this.#withBody(request, response, (body) => this.#register(request, response, body));
    } else void this.#withBody(request, response, (body) => this.#fail(response, body));
    return true;
  }

  #isSettled(started: number): boolean {
    const extensions = [...this.#extensions.values()];
    return extensions.length >= started && extensions.every(({ waiting }) => waiting !== undefined);
  }

  #register(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    const name = headerOf(request, "lambda-extension-name");
    const events = (body as { events?: unknown }).events ?? [];
    if (name === undefined || !Array.isArray(events) || !events.every((event) => eventNames.has(event))) {
      return refuse(response, 400, "Extension.InvalidEventType", "Cannot register: expected a name and known events");
    }
    if (this.#extensions.size >= extensionsMax) {
      return refuse(response, 400, "Extension.TooManyExtensions", "Extension limit (10) reached.");
    }
    const id = this.#setting.newId();
    this.#extensions.set(id, { id, name, events: new Set(events), waiting: undefined, queued: [] });
    const { functionName, functionVersion, handler, accountId } = this.#setting;
    const wantsAccount = headerOf(request, "lambda-extension-accept-feature")?.includes("accountId") === true;
    reply(
      response,
      200,
      { functionName, functionVersion, handler, ...(wantsAccount ? { accountId } : {}) },
      { "Lambda-Extension-Identifier": id },
    );
  }

  #next(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const extension = this.#extensions.get(headerOf(request, "lambda-extension-identifier") ?? "");
    if (extension === undefined) return unknown(response);
    extension.waiting = response;
    deliver(extension);
    this.#changed?.();
  }

  #subscribe(request: IncomingMessage, response: ServerResponse, body: unknown): void {
    if (!this.#extensions.has(headerOf(request, "lambda-extension-identifier") ?? "")) return unknown(response);
    if (!this.#setting.telemetry.subscribe(body)) {
      return refuse(response, 400, "ValidationError", "Cannot subscribe: expected types and an HTTP destination");
    }
    response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": 2 });
    response.end("OK");
  }

  #fail(response: ServerResponse, body: unknown): void {
    this.#failure = Buffer.from(JSON.stringify(body));
    reply(response, 202, { status: "OK" });
    this.#changed?.();
  }

  async #withBody(request: IncomingMessage, response: ServerResponse, run: (body: unknown) => void): Promise<void> {
    try {
      const body = await collect(request, bodyBytesMax);
      if (body === "too large") return refuse(response, 413, "RequestEntityTooLarge", "Request is too large");
      run(body.length === 0 ? {} : JSON.parse(body.toString("utf8")));
    } catch {
      refuse(response, 400, "InvalidRequestFormat", "Request is no JSON");
    }
  }
}

function deliver(extension: Extension): void {
  const { waiting } = extension;
  const event = waiting === undefined ? undefined : extension.queued.shift();
  if (waiting === undefined || event === undefined) return;
  extension.waiting = undefined;
  reply(waiting, 200, event, { "Lambda-Extension-Event-Identifier": extension.id });
}

const headerOf = ({ headers }: IncomingMessage, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const refuse = (response: ServerResponse, status: number, errorType: string, errorMessage: string): void =>
  reply(response, status, { errorMessage, errorType });

const unknown = (response: ServerResponse): void =>
  refuse(response, 403, "Extension.UnknownExtensionIdentifier", "Unknown extension identifier");
