import { AwsError } from "@millrace/wire";
import type { TargetKey } from "./model.ts";

/** AWS's texts, letter by letter. */

export const validation = (message: string): AwsError => new AwsError("ValidationException", message);

export const targetNotFound = (resource: TargetKey): AwsError =>
  new AwsError("ObjectNotFoundException", `No scalable target found for ${printTarget(resource)}`);

export const notRegistered = (resource: TargetKey): AwsError =>
  new AwsError("ObjectNotFoundException", `No scalable target registered for ${printTarget(resource)}`);

export const policyNotFound = (resource: TargetKey, policy: string): AwsError =>
  new AwsError(
    "ObjectNotFoundException",
    `No scaling policy found for ${printTarget(resource)}, policy name: ${policy}`,
  );

export const scheduledActionNotFound = (resource: TargetKey, action: string): AwsError =>
  new AwsError(
    "ObjectNotFoundException",
    `No scheduled action found for ${printTarget(resource)}, scheduled action name: ${action}`,
  );

export const resourceMissing = (namespace: string, resourceId: string): AwsError =>
  validation(
    namespace === "dynamodb"
      ? `DynamoDB table does not exist: ${resourceId}`
      : `The resource does not exist: ${resourceId}`,
  );

export const tooManyTags = (arn: string): AwsError =>
  new AwsError("TooManyTagsException", `The number of tags of ${arn} would exceed 50`);

export const resourceNotFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `The specified resource doesn't exist: ${arn}`);

const printTarget = ({ ServiceNamespace, ResourceId, ScalableDimension }: TargetKey): string =>
  `service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`;
