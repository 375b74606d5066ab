import { PlainFailure } from "../engine/failure-reason.ts";
import type { ResourceType } from "./resource-type.ts";
import { type ResourceSchema, resourceSchema } from "./schemas.ts";
import { snsTypes } from "./sns.ts";
import { sqsTypes } from "./sqs.ts";
import { ssmTypes } from "./ssm.ts";

/** Every type of resource that stacks can have, by its name: to add one, its service's file goes in here. */
const types: Readonly<Record<string, ResourceType>> = {
  ...snsTypes,
  ...sqsTypes,
  ...ssmTypes,
};

export const isKnownType = (type: string): boolean => types[type] !== undefined || type.startsWith("Custom::");

/** Throws for a type that this cloud does not have. */
export function resourceType(type: string): {
  readonly handler: ResourceType;
  readonly schema: ResourceSchema | undefined;
} {
  const handler = types[type.startsWith("Custom::") ? "AWS::CloudFormation::CustomResource" : type];
  if (handler === undefined) throw new PlainFailure(`Resource type ${type} is not supported by this cloud`);
  return { handler, schema: resourceSchema(type) };
}
