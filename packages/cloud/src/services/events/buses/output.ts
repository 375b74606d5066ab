import type { Scope } from "../../../kernel/operation.ts";
import { busArn, type EventBus } from "../model.ts";

export const busOutput = (scope: Scope, { name, description, policy, createdAt, modifiedAt }: EventBus) => ({
  Name: name,
  Arn: busArn(scope, name),
  ...(description === undefined ? {} : { Description: description }),
  ...(policy === undefined ? {} : { Policy: policy }),
  CreationTime: new Date(createdAt),
  LastModifiedTime: new Date(modifiedAt),
});

/** What can be set of a bus, as it was set. */
export const settingsOutput = ({ description, kmsKeyIdentifier, deadLetterArn, logLevel }: EventBus) => ({
  ...(description === undefined ? {} : { Description: description }),
  ...(kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: kmsKeyIdentifier }),
  ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
  ...(logLevel === undefined ? {} : { LogConfig: logLevel as never }),
});
