import type { Call, Operation, Scope } from "../../kernel/operation.ts";
import { dryRun, validation } from "./errors.ts";
import { type Stream, streamArn, streamNameOf } from "./model.ts";
import type { KinesisOperation, Shapes } from "./shapes.ts";
import type { KinesisStore } from "./store.ts";

/** Streams are named in one of two ways. */
export interface StreamInput {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
  /** Of some operations. */
  readonly DryRun?: boolean | undefined;
}

export const namedStream = (input: StreamInput): string => input.StreamName ?? streamNameOf(input.StreamARN ?? "");

/** The ARN of the stream that an input names, for policies. */
export const wantedArn = (input: StreamInput, scope: Scope): string =>
  input.StreamARN ?? streamArn(scope, input.StreamName ?? "*");

/** Throws ValidationException for an input that names no stream, or two. */
export function streamOf(store: KinesisStore, input: StreamInput): Stream {
  const name = namedStream(input);
  if (name === "") throw validation("When invoking this API, you must provide either a StreamName or a StreamARN.");
  if (input.StreamARN !== undefined && streamNameOf(input.StreamARN) !== name) {
    throw validation("StreamARN and StreamName do not name the same stream.");
  }
  return store.stream(name);
}

/** An operation on one stream, which needs the right of its own name on it. */
export function onStream<Name extends keyof Shapes>(
  name: Name,
  run: (
    call: Call<KinesisStore>,
    stream: Stream,
    input: Shapes[Name]["input"],
  ) => ReturnType<Operation<KinesisStore, Shapes[Name]>["run"]>,
): KinesisOperation<Name> {
  return {
    access: (input, scope) => ({ action: `kinesis:${name}`, resource: wantedArn(input as StreamInput, scope) }),
    run(call, input) {
      const stream = streamOf(call.store, input as StreamInput);
      if ((input as StreamInput).DryRun === true) throw dryRun();
      return run(call, stream, input);
    },
  };
}
