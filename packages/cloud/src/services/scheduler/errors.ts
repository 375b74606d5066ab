import { AwsError } from "@millrace/wire";

export const validation = (message: string): AwsError =>
  new AwsError("ValidationException", message, { status: 400, fields: { Message: message } });

export const notFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, { status: 404, fields: { Message: message } });

export const noSuchSchedule = (name: string): AwsError => notFound(`Schedule ${name} does not exist.`);

export const noSuchGroup = (name: string): AwsError => notFound(`Schedule group ${name} does not exist.`);

export const conflict = (message: string): AwsError =>
  new AwsError("ConflictException", message, { status: 409, fields: { Message: message } });
