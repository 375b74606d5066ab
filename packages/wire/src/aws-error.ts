/** What an AWS caller must see: AWS's exact code, status and text. Only this room turns it into bytes. */
export class AwsError extends Error {
  /** The error's name as the service's model spells it, e.g. `ResourceNotFoundException` or `NoSuchKey`. */
  readonly code: string;
  /** HTTP status; absent where the service's model knows it. */
  readonly status: number | undefined;
  /** Other members of the modelled error, e.g. `Item` of ConditionalCheckFailedException, `Key` of NoSuchKey. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Headers that the answer has besides those of every error; S3 says some things nowhere else. */
  readonly headers: Readonly<Record<string, string>>;
  /** What it is called, or says, in the query protocol, where that is not what the model and `message` tell. */
  readonly query: QueryWords;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = options.status;
    this.fields = options.fields ?? {};
    this.headers = options.headers ?? {};
    this.query = options.query ?? noWords;
  }
}

export interface AwsErrorOptions {
  readonly status?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: QueryWords;
}

export interface QueryWords {
  readonly code?: string;
  readonly message?: string;
}

const noWords: QueryWords = {};
