import { AwsError } from "@millrace/wire";

const error = (code: string, status: 400 | 404 | 409, message: string): AwsError =>
  new AwsError(code, message, { status, fields: { Message: message } });

export const badRequest = (message: string): AwsError => error("BadRequestException", 400, message);
export const conflict = (message: string): AwsError => error("ConflictException", 409, message);
export const stillMapped = (id: string): AwsError =>
  badRequest(`Deleting API ${id} failed. Please remove all API mappings for the API from your custom domain names.`);

export const invalidId = (what: string, id: string | undefined): AwsError =>
  error("NotFoundException", 404, `Invalid ${what} identifier specified ${id ?? ""}`.trim());
