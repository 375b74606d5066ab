import { invalidParameter, limitExceeded, notFound } from "../errors.ts";
import type { LogsOperation } from "../shapes.ts";
import type { Dated } from "./settings.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const policiesMax = 10;

const outputOf = ({ name, document, updatedAt }: Dated & { readonly name: string; readonly document: string }) => ({
  policyName: name,
  policyDocument: document,
  lastUpdatedTime: updatedAt,
  policyScope: "ACCOUNT" as const,
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy: LogsOperation<"PutResourcePolicy"> = {
  access: () => ({ action: "logs:PutResourcePolicy", resource: "*" }),

  run({ store, clock }, { policyName, policyDocument }) {
    const { resourcePolicies } = store.settings;
    if (policyName === undefined || policyDocument === undefined) {
      throw invalidParameter("Policy name and policy document must be specified.");
    }
    mustBeJson(policyDocument);
    if (!resourcePolicies.has(policyName) && [...resourcePolicies.list()].length >= policiesMax) throw limitExceeded();
    const now = clock.now();
    const policy = { name: policyName, document: policyDocument, updatedAt: now, createdAt: now };

    resourcePolicies.put(policyName, policy);
    return { resourcePolicy: outputOf(policy) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
export const describeResourcePolicies: LogsOperation<"DescribeResourcePolicies"> = {
  access: () => ({ action: "logs:DescribeResourcePolicies", resource: "*" }),
  run: ({ store }) => ({ resourcePolicies: [...store.settings.resourcePolicies.list()].map(outputOf) }),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy: LogsOperation<"DeleteResourcePolicy"> = {
  access: () => ({ action: "logs:DeleteResourcePolicy", resource: "*" }),

  run({ store }, { policyName = "" }) {
    if (!store.settings.resourcePolicies.delete(policyName)) {
      throw notFound(`Policy with name [${policyName}] does not exist.`);
    }
  },
};

export function mustBeJson(document: string): void {
  try {
    if (typeof JSON.parse(document) === "object") return;
  } catch {
    // Said below.
  }
  throw invalidParameter("Policy document is not valid JSON.");
}
