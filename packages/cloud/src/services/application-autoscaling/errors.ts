import { AwsError } from "@millrace/wire";

/** AWS's texts, letter by letter. */

export const validation = (message: string): AwsError => new AwsError("ValidationException", message);

export const targetNotFound = (resource: TargetName): AwsError =>
  new AwsError("ObjectNotFoundException", `No scalable target found for ${printTarget(resource)}`);

export const noTargetForPolicy = (resource: TargetName): AwsError =>
  new AwsError("ObjectNotFoundException", `No scalable target registered for ${printTarget(resource)}`);

export const policyNotFound = (resource: TargetName, policy: string): AwsError =>
  new AwsError(
    "ObjectNotFoundException",
    `No scaling policy found for ${printTarget(resource)}, policy name: ${policy}`,
  );

export const resourceNotFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `The specified resource doesn't exist: ${arn}`);

interface TargetName {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}

const printTarget = ({ ServiceNamespace, ResourceId, ScalableDimension }: TargetName): string =>
  `service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`;
