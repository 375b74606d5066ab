import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const typeNotFound = (type: string): AwsError =>
  error("TypeNotFoundException", `The type '${type}' cannot be found.`);

export const resourceNotFound = (type: string, identifier: string): AwsError =>
  error("ResourceNotFoundException", `Resource of type '${type}' with identifier '${identifier}' was not found.`);

export const requestNotFound = (token: string): AwsError =>
  error("RequestTokenNotFoundException", `Request with token ${token} was not found`);

export const invalidRequest = (message: string): AwsError => error("InvalidRequestException", message);

export const notUpdatable = (properties: readonly string[]): AwsError =>
  error(
    "NotUpdatableException",
    `Invalid patch update: createOnlyProperties [${properties.map((name) => `/properties/${name}`).join(", ")}] cannot be updated`,
  );
