import { AwsError } from "@millrace/wire";

export const badRequest = (message: string): AwsError => new AwsError("BadRequestException", message, { status: 400 });

export const notFound = (message: string): AwsError => new AwsError("NotFoundException", message, { status: 404 });

export const conflict = (message: string): AwsError => new AwsError("ConflictException", message, { status: 409 });

export const invalidId = (what: string): AwsError => notFound(`Invalid ${what} identifier specified`);

export const apiNotFound = (account: string, id: string): AwsError =>
  notFound(`Invalid API identifier specified ${account}:${id}`);
