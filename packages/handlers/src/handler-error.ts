/** Each code has an entry in docs/reference/errors.md. */
export type HandlerErrorCode =
  | "missing-config"
  /** What started the function is not an event of S3. */
  | "bad-event"
  /** Another owner took the run over while this one was slow; it must not write any more. */
  | "lease-lost"
  /** DynamoDB keeps handing items back. */
  | "table-too-slow"
  /** A queue or an event bus keeps handing messages back. */
  | "target-too-slow"
  /** A run has no rejects that could be sent again. */
  | "nothing-to-replay"
  /** A function of the workflow was given what no other has left for it. */
  | "bad-scratch";

export class HandlerError extends Error {
  readonly code: HandlerErrorCode;

  constructor(code: HandlerErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "HandlerError";
    this.code = code;
  }
}
