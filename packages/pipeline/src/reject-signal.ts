/** What `reject` throws; only the runner catches it. */
export class RejectSignal {
  readonly code: string;
  readonly message: string;
  readonly field: string | undefined;

  constructor(code: string, message: string, field: string | undefined) {
    this.code = code;
    this.message = message;
    this.field = field;
  }
}
