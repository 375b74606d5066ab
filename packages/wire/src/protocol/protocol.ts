import type { Readable } from "node:stream";
import type { AwsError } from "../aws-error.ts";
import type { ProtocolName, ServiceDescription } from "../identify/services.ts";
import type { RequestHead } from "../request-head.ts";
import type { Model } from "../schema/model.ts";
import type { OperationSchema } from "../schema/schema.ts";

/** A request whose operation is known, on its way from bytes to input and from output to bytes. */
export interface Call {
  readonly service: ServiceDescription;
  readonly model: Model;
  readonly protocol: ProtocolName;
  readonly operation: OperationSchema;
  readonly head: RequestHead;
  readonly requestId: string;
  /** Values of the labels in the path, for protocols that have them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The body of a request: read into memory, or streaming where the operation's input streams. */
export type RequestBody = Buffer | Readable;

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: AnswerBody;
}

export type AnswerBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** What is known of a request that failed; the operation and even the service may not be. */
export interface FailedCall {
  readonly service: ServiceDescription;
  readonly model: Model | undefined;
  readonly protocol: ProtocolName;
  readonly head: RequestHead;
  readonly requestId: string;
}

/** One way of writing calls as bytes. */
export interface Protocol {
  decode(call: Call, body: RequestBody): Record<string, unknown>;
  encode(call: Call, output: unknown): Answer;
  encodeError(call: FailedCall, error: AwsError): Answer;
}
