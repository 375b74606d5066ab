import { AddPermissionCommand, GetPolicyCommand } from "@aws-sdk/client-lambda";
import {
  GetBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
} from "@aws-sdk/client-s3";
import type { Connection } from "@millrace/plan";
import type { Clients } from "./clients.ts";
import type { Change } from "./deploy.ts";
import { unless } from "./is-error.ts";

/** Lets the bucket start the function, then tells it to. Other notifications of the bucket stay. */
export async function connect(connection: Connection, clients: Clients): Promise<Change> {
  const isPermitted = await permit(connection, clients);
  const { s3 } = clients;
  const { $metadata: _, ...before } = await s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: connection.bucket }),
  );
  const others = (before.LambdaFunctionConfigurations ?? []).filter(({ Id }) => Id !== connection.id);
  const ours = (before.LambdaFunctionConfigurations ?? []).find(({ Id }) => Id === connection.id);
  if (ours !== undefined && isSame(ours, connection)) return isPermitted ? "unchanged" : "updated";
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: connection.bucket,
      NotificationConfiguration: {
        ...before,
        LambdaFunctionConfigurations: [...others, ruleOf(connection)],
      },
    }),
  );
  return ours === undefined ? "created" : "updated";
}

/** Answers whether the permission stood already. */
async function permit({ functionArn, permission }: Connection, { lambda }: Clients): Promise<boolean> {
  const policy = await unless(
    lambda.send(new GetPolicyCommand({ FunctionName: functionArn })),
    "ResourceNotFoundException",
  );
  if (policy?.Policy?.includes(`"${permission.sid}"`)) return true;
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: functionArn,
      StatementId: permission.sid,
      Action: permission.action,
      Principal: permission.principal,
      SourceArn: permission.sourceArn,
      SourceAccount: permission.sourceAccount,
    }),
  );
  return false;
}

const ruleOf = ({ id, functionArn, prefix }: Connection): LambdaFunctionConfiguration => ({
  Id: id,
  LambdaFunctionArn: functionArn,
  Events: ["s3:ObjectCreated:*"],
  Filter: { Key: { FilterRules: [{ Name: "prefix", Value: prefix }] } },
});

const isSame = (rule: LambdaFunctionConfiguration, { functionArn, prefix }: Connection): boolean =>
  rule.LambdaFunctionArn === functionArn &&
  rule.Events?.join() === "s3:ObjectCreated:*" &&
  rule.Filter?.Key?.FilterRules?.length === 1 &&
  rule.Filter.Key.FilterRules[0]?.Value === prefix;
