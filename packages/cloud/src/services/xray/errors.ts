import { AwsError } from "@millrace/wire";

export const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequestException", message);

export const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);
