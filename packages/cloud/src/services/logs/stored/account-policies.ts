import { notFound } from "../errors.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";
import { mustBeJson } from "./resource-policies.ts";
import type { Dated } from "./settings.ts";

type Kept = Dated & { readonly input: Shapes["PutAccountPolicy"]["input"] };

const outputOf = ({ input, updatedAt }: Kept, accountId: string) => ({
  policyName: input.policyName,
  policyDocument: input.policyDocument,
  policyType: input.policyType,
  scope: input.scope ?? ("ALL" as const),
  ...(input.selectionCriteria === undefined ? {} : { selectionCriteria: input.selectionCriteria }),
  lastUpdatedTime: updatedAt,
  accountId,
});

/** Kept and answered; nothing follows it. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html */
export const putAccountPolicy: LogsOperation<"PutAccountPolicy"> = {
  access: () => ({ action: "logs:PutAccountPolicy", resource: "*" }),

  run({ store, clock, account }, input) {
    mustBeJson(input.policyDocument);
    const now = clock.now();
    const policy = { input, createdAt: now, updatedAt: now };

    store.settings.accountPolicies.put([input.policyType, input.policyName], policy);
    return { accountPolicy: outputOf(policy, account) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeAccountPolicies.html */
export const describeAccountPolicies: LogsOperation<"DescribeAccountPolicies"> = {
  access: () => ({ action: "logs:DescribeAccountPolicies", resource: "*" }),

  run({ store, account }, { policyType, policyName }) {
    const found = [...store.settings.accountPolicies.list({ under: policyType })];
    const named = found.filter(({ input }) => policyName === undefined || input.policyName === policyName);
    return { accountPolicies: named.map((policy) => outputOf(policy, account)) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteAccountPolicy.html */
export const deleteAccountPolicy: LogsOperation<"DeleteAccountPolicy"> = {
  access: () => ({ action: "logs:DeleteAccountPolicy", resource: "*" }),

  run({ store }, { policyType, policyName }) {
    if (!store.settings.accountPolicies.delete([policyType, policyName])) {
      throw notFound("The specified account policy does not exist.");
    }
  },
};
