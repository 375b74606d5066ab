import { AwsError } from "@millrace/wire";

/** An endpoint that answered something else than success. */
export class EndpointRefused extends Error {
  readonly isFinal: boolean;

  constructor(status: number) {
    super(`endpoint answered ${status}`);
    // https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html: the client's own faults are not tried again
    this.isFinal = status >= 400 && status < 500 && status !== 429;
  }
}

/** Whether trying again cannot help: the destination is gone, or SNS is not let in. */
export function isFinal(error: unknown): boolean {
  if (error instanceof EndpointRefused) return error.isFinal;
  return error instanceof AwsError && (error.status ?? 400) < 500 && !/Throttl|TooManyRequests/.test(error.code);
}
