import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { collect, reply } from "./api-answers.ts";
import type { ExtensionsApi } from "./extensions-api.ts";
import type { ResponseSink } from "./response-sink.ts";

/** One event on its way to a function. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: Buffer;
  /** Milliseconds since the epoch, by real time. */
  readonly deadline: number;
  /** How far the cloud's clock is ahead of real time: functions in Node.js see it moved. */
  readonly clockOffsetMs: number;
  readonly functionArn: string;
  readonly traceId: string;
  /** JSON text. */
  readonly clientContext: string | undefined;
  /** Takes an answer that streams, part by part; without one it is put together. */
  readonly sink: ResponseSink | undefined;
}

/** What a runtime says. */
export interface RuntimeEvents {
  /** It asked for an event: what it had to do is done. */
  ready(): void;
  initError(body: Buffer): void;
  response(requestId: string, body: Buffer): void;
  error(requestId: string, body: Buffer): void;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB, and what AWS's own message adds to it */
const responseBytesMax = 6_291_556;

/** Ours, not AWS's. */
const clockOffsetHeader = "Lambda-Runtime-Clock-Offset-Ms";

const routes = {
  next: /^\/2018-06-01\/runtime\/invocation\/next$/,
  answer: /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/,
  initError: /^\/2018-06-01\/runtime\/init\/error$/,
};

/**
 * The Lambda Runtime API of one execution environment, on a port of its own.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly #events: RuntimeEvents;
  readonly #extensions: ExtensionsApi;
  readonly #server: Server;
  #waiting: ServerResponse | undefined;
  #next: Invocation | undefined;
  #running: Invocation | undefined;

  constructor(events: RuntimeEvents, extensions: ExtensionsApi) {
    this.#events = events;
    this.#extensions = extensions;
    this.#server = createServer({ noDelay: true }, (request, response) => this.#serve(request, response));
    // A runtime waits for its next event as long as it takes.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
  }

  /** Answers the address for AWS_LAMBDA_RUNTIME_API. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", () => resolve(`127.0.0.1:${(this.#server.address() as AddressInfo).port}`));
    });
  }

  /** Hands an event to the runtime, now or as soon as it asks. */
  send(invocation: Invocation): void {
    this.#next = invocation;
    this.#deliver();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "";
    if (request.method === "GET" && routes.next.test(path)) {
      this.#waiting = response;
      this.#running = undefined;
      this.#events.ready();
      this.#deliver();
      return;
    }
    if (this.#extensions.serve(request, response)) return;
    const { sink } = this.#running ?? {};
    if (sink !== undefined && isStreamed(request) && this.#isRunning(path)) {
      void this.#stream(request, response, sink);
      return;
    }
    collect(request, responseBytesMax).then(
      (body) => this.#answer(request.method === "POST" ? path : "", body, response, trailerError(request)),
      () => response.destroy(),
    );
  }

  #isRunning(path: string): boolean {
    const [, requestId, kind] = routes.answer.exec(path) ?? [];
    return kind === "response" && requestId === this.#running?.requestId;
  }

  /** Passes on what comes as it comes. An error behind it stands in the trailers. */
  async #stream(request: IncomingMessage, response: ServerResponse, sink: ResponseSink): Promise<void> {
    const { requestId = "" } = this.#running ?? {};
    try {
      sink.begin(request.headers["content-type"]);
      for await (const chunk of request) await sink.write(chunk as Buffer);
    } catch {
      response.destroy();
      return;
    }
    const error = trailerError(request);
    if (error === undefined) this.#events.response(requestId, Buffer.alloc(0));
    else this.#events.error(requestId, error);
    reply(response, 202, { status: "OK" });
  }

  #answer(path: string, body: Buffer | "too large", response: ServerResponse, failed: Buffer | undefined): void {
    const [, requestId = "", kind] = routes.answer.exec(path) ?? [];
    if (kind !== undefined && requestId !== this.#running?.requestId) {
      return reply(response, 400, { errorMessage: "Invalid request ID", errorType: "InvalidRequestID" });
    }
    if (body === "too large") return this.#refuse(requestId, response);
    if (failed !== undefined) this.#events.error(requestId, failed);
    else if (kind === "response") this.#events.response(requestId, body);
    else if (kind === "error") this.#events.error(requestId, body);
    else if (routes.initError.test(path)) this.#events.initError(body);
    else return reply(response, 404, { errorMessage: "Not found", errorType: "NotFound" });
    reply(response, 202, { status: "OK" });
  }

  #refuse(requestId: string, response: ServerResponse): void {
    const error = {
      errorMessage: `Response payload size exceeded maximum allowed payload size (${responseBytesMax} bytes).`,
      errorType: "Function.ResponseSizeTooLarge",
    };
    this.#events.error(requestId, Buffer.from(JSON.stringify(error)));
    reply(response, 413, error);
  }

  #deliver(): void {
    const [invocation, response] = [this.#next, this.#waiting];
    if (invocation === undefined || response === undefined) return;
    this.#next = undefined;
    this.#waiting = undefined;
    this.#running = invocation;
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": invocation.payload.length,
      "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
      "Lambda-Runtime-Deadline-Ms": invocation.deadline,
      "Lambda-Runtime-Invoked-Function-Arn": invocation.functionArn,
      "Lambda-Runtime-Trace-Id": invocation.traceId,
      ...(invocation.clockOffsetMs === 0 ? {} : { [clockOffsetHeader]: invocation.clockOffsetMs }),
      ...(invocation.clientContext === undefined ? {} : { "Lambda-Runtime-Client-Context": invocation.clientContext }),
    });
    response.end(invocation.payload);
  }
}

const isStreamed = ({ method, headers }: IncomingMessage): boolean =>
  method === "POST" && headers["lambda-runtime-function-response-mode"] === "streaming";

/** A streaming runtime tells of an error behind what it has sent: base64 of JSON. */
function trailerError({ trailers }: IncomingMessage): Buffer | undefined {
  const type = trailers["lambda-runtime-function-error-type"];
  if (type === undefined) return undefined;
  const body = Buffer.from(trailers["lambda-runtime-function-error-body"] ?? "", "base64");
  return body.length > 0 ? body : Buffer.from(JSON.stringify({ errorType: type, errorMessage: "" }));
}
