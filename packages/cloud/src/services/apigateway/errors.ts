import { AwsError } from "@millrace/wire";

export const badRequest = (message: string): AwsError => new AwsError("BadRequestException", message, { status: 400 });

export const notFound = (message: string): AwsError => new AwsError("NotFoundException", message, { status: 404 });

export const conflict = (message: string): AwsError => new AwsError("ConflictException", message, { status: 409 });

export const stillMapped = (id: string, names: readonly string[]): AwsError =>
  badRequest(
    `Deleting RestApi ${id} failed. Please remove all base path mappings related to the RestApi in your domains: ${names.join(", ")}`,
  );

export const invalidId = (what: string): AwsError => notFound(`Invalid ${what} identifier specified`);

export const apiNotFound = (account: string, id: string): AwsError =>
  notFound(`Invalid API identifier specified ${account}:${id}`);
