import { AwsError } from "@millrace/wire";

export const noSuchRole = (name: string): AwsError => noSuchEntity(`The role with name ${name} cannot be found.`);

export const noSuchPolicy = (arn: string): AwsError =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);

export const noSuchPolicyDocument = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const noSuchPolicyVersion = (arn: string, version: string): AwsError =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);

export const noSuchRolePolicy = (name: string): AwsError =>
  noSuchEntity(`The role policy with name ${name} cannot be found.`);

export const notAttached = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const roleExists = (name: string): AwsError =>
  new AwsError("EntityAlreadyExistsException", `Role with name ${name} already exists.`);

export const policyExists = (name: string): AwsError =>
  new AwsError(
    "EntityAlreadyExistsException",
    `A policy called ${name} already exists. Duplicate names are not allowed.`,
  );

export const mustDetachPolicies = (): AwsError =>
  new AwsError("DeleteConflictException", "Cannot delete entity, must detach all policies first.");

export const mustDeletePolicies = (): AwsError =>
  new AwsError("DeleteConflictException", "Cannot delete entity, must delete policies first.");

export const policyIsAttached = (): AwsError =>
  new AwsError("DeleteConflictException", "Cannot delete a policy attached to entities.");

export const malformedPolicy = (message: string): AwsError => new AwsError("MalformedPolicyDocumentException", message);

export const deleteConflictVersions = (): AwsError =>
  new AwsError(
    "DeleteConflictException",
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  );

export const defaultVersionStays = (): AwsError =>
  new AwsError("DeleteConflictException", "Cannot delete the default version of a policy.");

export const tooManyVersions = (): AwsError =>
  new AwsError(
    "LimitExceededException",
    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
  );

const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntityException", message);
