import { AwsError } from "@millrace/wire";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { Dimension } from "./dimension.ts";

/** `function:orders:live` */
export function readFunctionId(resourceId: string): { readonly FunctionName: string; readonly Qualifier: string } {
  const [, FunctionName = "", Qualifier = ""] = resourceId.split(":");
  return { FunctionName, Qualifier };
}

export const provisionedConcurrency: Dimension = {
  service: "lambda",
  unit: "provisioned concurrency",

  async capacityOf(call, resourceId) {
    const principal = accountPrincipal(call.account);
    const input = readFunctionId(resourceId);
    try {
      const config = await call.aws.call("lambda", "GetProvisionedConcurrencyConfig", input, { principal });
      return config.RequestedProvisionedConcurrentExecutions ?? 0;
    } catch (error) {
      if (error instanceof AwsError && error.code === "ProvisionedConcurrencyConfigNotFoundException") return 0;
      throw error;
    }
  },

  async set(call, resourceId, capacity) {
    const principal = accountPrincipal(call.account);
    const at = readFunctionId(resourceId);
    if (capacity === 0) {
      await call.aws.call("lambda", "DeleteProvisionedConcurrencyConfig", at, { principal });
      return;
    }
    const input = { ...at, ProvisionedConcurrentExecutions: capacity };
    await call.aws.call("lambda", "PutProvisionedConcurrencyConfig", input, { principal });
  },
};
