/** Each code has an entry in docs/reference/errors.md. */
export type PlanErrorCode = "index-name-taken";

/** A definition that is sound as a pipeline but cannot become resources. */
export class PlanError extends Error {
  readonly code: PlanErrorCode;
  readonly data: Readonly<Record<string, string>>;

  constructor(code: PlanErrorCode, message: string, data: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "PlanError";
    this.code = code;
    this.data = data;
  }
}
