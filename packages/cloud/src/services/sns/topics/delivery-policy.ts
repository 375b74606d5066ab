/** How often, and when, HTTP endpoints are tried again. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
export interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: "arithmetic" | "exponential" | "geometric" | "linear";
}

const retryDefault: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};

interface HttpPolicy {
  readonly defaultHealthyRetryPolicy?: Partial<RetryPolicy>;
  readonly disableSubscriptionOverrides?: boolean;
  readonly defaultRequestPolicy?: { readonly headerContentType?: string };
}

/** What holds for a topic: what was set, over AWS's defaults. */
export function deliveryPolicy(text: string | undefined) {
  const { http = {} } = text === undefined ? {} : (JSON.parse(text) as { readonly http?: HttpPolicy });
  return {
    http: {
      defaultHealthyRetryPolicy: { ...retryDefault, ...http.defaultHealthyRetryPolicy },
      disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
      defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8", ...http.defaultRequestPolicy },
    },
  };
}

interface OwnPolicy {
  readonly healthyRetryPolicy?: Partial<RetryPolicy>;
  readonly requestPolicy?: { readonly headerContentType?: string };
}

export interface EffectivePolicy {
  readonly retries: RetryPolicy;
  readonly contentType: string;
}

/** What holds for one subscription: its own policy unless its topic forbids that. */
export function subscriptionPolicy(own: string | undefined, topic: string | undefined): EffectivePolicy {
  const { http } = deliveryPolicy(topic);
  const parsed = own === undefined || http.disableSubscriptionOverrides ? {} : (JSON.parse(own) as OwnPolicy);
  return {
    retries: { ...http.defaultHealthyRetryPolicy, ...parsed.healthyRetryPolicy },
    contentType: parsed.requestPolicy?.headerContentType ?? http.defaultRequestPolicy.headerContentType,
  };
}

/** Seconds to wait before the next try after `failures` of them; undefined when there is no next one. */
export function nextDelaySeconds(policy: RetryPolicy, failures: number): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  if (failures > numRetries) return undefined;
  if (failures <= numNoDelayRetries) return 0;
  if (failures <= numNoDelayRetries + numMinDelayRetries) return policy.minDelayTarget;
  if (failures > numRetries - numMaxDelayRetries) return policy.maxDelayTarget;
  const steps = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const share = steps <= 1 ? 0 : (failures - numNoDelayRetries - numMinDelayRetries - 1) / (steps - 1);
  const grown = policy.backoffFunction === "linear" ? share : share ** 2;
  return policy.minDelayTarget + (policy.maxDelayTarget - policy.minDelayTarget) * grown;
}
