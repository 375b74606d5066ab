import { AwsError, services } from "@millrace/wire";

/** What happens to requests that a fault strikes. */
export type Effect =
  /** Refused as too many. */
  | { readonly kind: "throttle" }
  /** Refused as the service itself fails, or with the error that is named. */
  | { readonly kind: "fail"; readonly code?: string; readonly message?: string; readonly status?: number }
  /** Done, and then answered as if it had failed: whoever tries again meets what the first attempt left. */
  | { readonly kind: "lose" }
  /** Done, but later. */
  | { readonly kind: "delay"; readonly ms: number };

/** Something that goes wrong on purpose: which requests it strikes, how, and for how long. */
export interface Fault {
  readonly id: string;
  /** Name of the service's model: `dynamodb`, `s3`, `states`. */
  readonly service: string;
  /** One operation, e.g. `PutItem`; all when absent. */
  readonly operation?: string;
  /** ARN of what the request must touch, with `*` and `?`; anything when absent. */
  readonly resource?: string;
  /** How many of a hundred requests it strikes. */
  readonly percent: number;
  /** How many requests it still strikes; no end when absent. */
  readonly times?: number;
  /** Milliseconds since the epoch at which it is over; never when absent. */
  readonly until?: number;
  readonly effect: Effect;
}

/** What a client is told by a service that is asked too much, or that fails. */
export function errorOf(fault: Fault): AwsError {
  const { effect, service } = fault;
  if (effect.kind === "fail" && effect.code !== undefined) {
    const { code, message = "This fault was asked for", status = 400 } = effect;
    return new AwsError(code, message, { status });
  }
  const words = effect.kind === "throttle" ? (throttled[service] ?? rateOf(service)) : (failed[service] ?? failure);
  return new AwsError(words.code, words.message, { status: words.status });
}

interface Words {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

const rateOf = (service: string): Words => {
  const isQuery = services.find(({ name }) => name === service)?.protocols.includes("awsQuery");
  return { code: isQuery ? "Throttling" : "ThrottlingException", status: 400, message: "Rate exceeded" };
};

const throttled: Readonly<Record<string, Words>> = {
  dynamodb: {
    code: "ProvisionedThroughputExceededException",
    status: 400,
    message:
      "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
  },
  ec2: { code: "RequestLimitExceeded", status: 503, message: "Request limit exceeded." },
  lambda: { code: "TooManyRequestsException", status: 429, message: "Rate Exceeded." },
  s3: { code: "SlowDown", status: 503, message: "Please reduce your request rate." },
  sqs: { code: "RequestThrottled", status: 403, message: "The request was denied due to request throttling." },
  sns: { code: "Throttled", status: 429, message: "Rate exceeded" },
};

const failed: Readonly<Record<string, Words>> = {
  dynamodb: { code: "InternalServerError", status: 500, message: "Internal server error" },
  lambda: { code: "ServiceException", status: 500, message: "An error occurred and the request cannot be processed." },
  s3: { code: "InternalError", status: 500, message: "We encountered an internal error. Please try again." },
};

/** https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html and its like of every service */
const failure: Words = {
  code: "InternalFailure",
  status: 500,
  message: "The request processing has failed because of an unknown error, exception or failure.",
};
