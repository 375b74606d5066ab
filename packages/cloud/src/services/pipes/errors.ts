import { AwsError } from "@millrace/wire";

export const validation = (message: string): AwsError => new AwsError("ValidationException", message, { status: 400 });

export const notFound = (message: string): AwsError => new AwsError("NotFoundException", message, { status: 404 });

export const conflict = (message: string): AwsError => new AwsError("ConflictException", message, { status: 409 });
