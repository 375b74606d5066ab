import type { Readable } from "node:stream";

/**
 * The operations of one service, typed by its SDK client: `ShapesOf<typeof import("@aws-sdk/client-sqs")>["SendMessage"]`.
 * Only types: nothing of the client is loaded when the program runs.
 */
export type ShapesOf<Client> = {
  readonly [Key in keyof Client as Key extends `${infer Name}Command` ? Name : never]: OperationShape<Client[Key]>;
};

export interface Shape {
  readonly input: unknown;
  readonly output: unknown;
}

type OperationShape<Constructor> = Constructor extends abstract new (
  ...args: never
) => {
  readonly input: infer Input;
  resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? { readonly input: Received<Input>; readonly output: Sent<Output> }
  : Shape;

/** A required member is `T | undefined` in the SDK; here the gateway has checked it. Streams arrive as Readable. */
type Received<Input> = {
  readonly [Key in keyof Input]: Record<never, never> extends Pick<Input, Key>
    ? ReceivedValue<Input[Key]>
    : Exclude<ReceivedValue<Input[Key]>, undefined>;
};

type ReceivedValue<Value> = [Extract<NonNullable<Value>, Readable>] extends [never]
  ? Value
  : [Extract<NonNullable<Value>, ArrayBuffer>] extends [never]
    ? Readable | Extract<Value, undefined>
    : Uint8Array | Extract<Value, undefined>;

type Sent<Output> = {
  [Key in keyof Omit<Output, "$metadata">]: [Extract<NonNullable<Output[Key]>, Readable>] extends [never]
    ? Output[Key]
    : Readable | AsyncIterable<Uint8Array> | Uint8Array | string | Extract<Output[Key], undefined>;
};
