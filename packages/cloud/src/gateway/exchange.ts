import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { upperAlphanumeric } from "@millrace/core";
import {
  type Answer,
  AwsError,
  dialectOf,
  guess,
  type ProtocolName,
  protocols,
  type RequestHead,
  type ServiceDescription,
  type Signature,
  SignatureUnreadable,
} from "@millrace/wire";
import type { Principal } from "../kernel/principal.ts";
import type { Passage } from "../reach/path.ts";
import { drain } from "./drain.ts";
import { endpointOf, headOf } from "./head-of.ts";
import { respond } from "./respond.ts";
import type { Setting } from "./setting.ts";

/** One request and its answer, and what is known of it so far. */
export class Exchange {
  readonly setting: Setting;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly head: RequestHead;
  readonly startedAt: number;
  signature: Signature | undefined;
  service: ServiceDescription | undefined;
  protocol: ProtocolName | undefined;
  operationName = "";
  principal: Principal | undefined;
  region = "us-east-1";
  /** The content of an upload, once somebody reads it. */
  payload: Readable | undefined;
  /** Headers for browsers, added to whatever is answered. */
  extraHeaders: Readonly<Record<string, string>> | undefined;
  /** What keeps an answer that is opened as a page apart from the console. */
  sandboxHeaders: Readonly<Record<string, string>> | undefined;
  /** How the request came here, if its sender is in a network. */
  passage: Passage | undefined;
  /** The client waits for leave to send its body. */
  #awaitsContinue: boolean;
  #requestId: string | undefined;
  #abort: AbortController | undefined;
  #isAnswered: boolean = false;

  constructor(setting: Setting, request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) {
    this.setting = setting;
    this.request = request;
    this.response = response;
    this.head = headOf(request);
    this.startedAt = setting.wall.now();
    this.#awaitsContinue = awaitsContinue;
  }

  /** S3's ids look like no other service's. */
  get requestId(): string {
    const { ids } = this.setting;
    this.#requestId ??= this.service?.name === "s3" ? ids.text(16, upperAlphanumeric) : ids.uuid();
    return this.#requestId;
  }

  get endpoint(): string {
    return endpointOf(this.head, this.setting.address);
  }

  /** Made only for who asks: most operations are over before anybody could go away. */
  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      const abort = new AbortController();
      this.#abort = abort;
      this.response.on("close", () => {
        if (!this.response.writableFinished) abort.abort();
      });
      if (this.response.destroyed) abort.abort();
    }
    return this.#abort.signal;
  }

  /** To be called before the body is read. */
  admitBody(): void {
    if (!this.#awaitsContinue) return;
    this.#awaitsContinue = false;
    this.response.writeContinue();
  }

  /** Sends the answer once nothing more of the request is to come; the second answer to a request is dropped. */
  answer(answer: Answer, error?: AwsError): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    if (this.request.complete || this.payload === undefined) this.#send(answer, error);
    else {
      this.payload.destroy();
      drain(this.request, () => this.#send(answer, error));
    }
  }

  #send(answer: Answer, error: AwsError | undefined): void {
    if (this.extraHeaders !== undefined) Object.assign(answer.headers, this.extraHeaders);
    if (this.sandboxHeaders !== undefined) Object.assign(answer.headers, this.sandboxHeaders);
    respond(this.response, answer, (reason) =>
      this.setting.log.error("answer broke off", { requestId: this.requestId, operation: this.operationName, reason }),
    );
    this.#record(answer.status, error);
  }

  /** Answers with an error, in the words of the service that was asked. */
  refuse(thrown: unknown): void {
    if (this.#isAnswered) return;
    const error = this.#errorOf(thrown);
    this.payload?.destroy();
    if (this.#awaitsContinue) this.#answerError(error, false);
    else drain(this.request, (isDrained) => this.#answerError(error, isDrained));
  }

  #answerError(error: AwsError, isDrained: boolean): void {
    const { service, protocol } = this.#speaker();
    const model = service.name === "" ? undefined : this.setting.models.model(service.name);
    const call = { service, protocol, model, head: this.head, requestId: this.requestId };
    const answer = protocols[protocol].encodeError(call, error);
    if (!isDrained) answer.headers["connection"] = "close";
    this.answer(answer, error);
  }

  #errorOf(thrown: unknown): AwsError {
    if (thrown instanceof SignatureUnreadable) return thrown.in(dialectOf(this.#speaker().protocol));
    if (thrown instanceof AwsError) return thrown;
    // The client went away while it sent: nobody reads the answer, and nobody has made a mistake.
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ECONNRESET") return clientGone();
    const { requestId, operationName } = this;
    this.setting.log.error("operation failed", { requestId, operation: operationName, error: thrown });
    return this.#speaker().service.name === "s3"
      ? new AwsError("InternalError", "We encountered an internal error. Please try again.", { status: 500 })
      : new AwsError(
          "InternalFailure",
          "The request processing has failed because of an unknown error, exception or failure.",
          {
            status: 500,
          },
        );
  }

  #speaker(): { readonly service: ServiceDescription; readonly protocol: ProtocolName } {
    if (this.service === undefined || this.protocol === undefined) {
      const guessed = guess(this.head);
      this.service ??= guessed.service;
      this.protocol ??= guessed.protocol;
    }
    return { service: this.service, protocol: this.protocol };
  }

  #record(status: number, error: AwsError | undefined): void {
    const { door, wall } = this.setting;
    door.record?.({
      requestId: this.requestId,
      service: this.service?.name ?? "",
      operation: this.operationName,
      principal: this.principal,
      region: this.region,
      status,
      ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
      startedAt: this.startedAt,
      durationMs: wall.now() - this.startedAt,
      head: this.head,
    });
  }
}

const clientGone = (): AwsError =>
  new AwsError("RequestTimeout", "The client closed its connection before its request was complete.", { status: 400 });
