import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const repositoryNotFound = (name: string, registry: string): AwsError =>
  error(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist in the registry with id '${registry}'`,
  );

export const repositoryExists = (name: string, registry: string): AwsError =>
  error(
    "RepositoryAlreadyExistsException",
    `The repository with name '${name}' already exists in the registry with id '${registry}'`,
  );

export const policyNotFound = (kind: "Lifecycle" | "Repository", name: string, registry: string): AwsError =>
  error(
    `${kind}PolicyNotFoundException`,
    `${kind} policy does not exist for the repository with name '${name}' in the registry with id '${registry}'`,
  );

export const invalidParameter = (message: string): AwsError => error("InvalidParameterException", message);
