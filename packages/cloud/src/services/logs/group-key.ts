import { AwsError } from "@millrace/wire";
import { newDataKey } from "../../data-keys/data-keys.ts";
import type { Call } from "../../kernel/operation.ts";
import { servicePrincipal } from "../../kernel/principal.ts";
import { keyNotAllowed } from "./errors.ts";
import { groupArn } from "./model.ts";
import type { LogsStore } from "./store.ts";

/**
 * Throws unless the key's policy lets CloudWatch Logs use it for this group: it is the service that asks, not the caller.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export async function checkGroupKey(call: Call<LogsStore>, group: string, keyId: string): Promise<void> {
  const arn = groupArn(call, group).replace(/:\*$/, "");
  const principal = servicePrincipal(`logs.${call.region}.amazonaws.com`, call.account, arn);
  const asker = { call: { aws: call.aws, region: call.region, principal }, service: "logs" };
  await newDataKey(asker, keyId, { "aws:logs:arn": arn }).catch((error: unknown) => {
    throw error instanceof AwsError ? keyNotAllowed(arn) : error;
  });
}
