import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { Account } from "../store.ts";

/** Of a new account. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const accountOutput = ({ cloudwatchRoleArn }: Account) => ({
  cloudwatchRoleArn,
  throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
  features: ["UsagePlans"],
  apiKeyVersion: "4",
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
export const getAccount: ApiGatewayOperation<"GetAccount"> = {
  access: on("GET", "/account"),
  run: ({ store }) => accountOutput(store.account()),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export const updateAccount: ApiGatewayOperation<"UpdateAccount"> = {
  access: on("PATCH", "/account"),

  run({ store }, { patchOperations }) {
    const rules = { "/cloudwatchRoleArn": "text", "/features": "list" } as const;
    const changed = patched(store.account(), patchOperations, { rules, memberOps: ["remove"], badPath: badPatchPath });

    store.putAccount({ cloudwatchRoleArn: changed.cloudwatchRoleArn === "" ? undefined : changed.cloudwatchRoleArn });
    return accountOutput(store.account());
  },
};
