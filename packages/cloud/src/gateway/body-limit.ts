import { AwsError } from "@millrace/wire";

/** The most of a body that is held in memory; the services' own limits are theirs to check. */
export const bodyBytesMaxDefault = 128 * 1024 * 1024;

/** Limits of the services' front ends, which refuse before the service sees anything. */
const limits: Readonly<Record<string, number>> = {
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
  dynamodb: 16 * 1024 * 1024,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  iam: 1024 * 1024,
  sts: 1024 * 1024,
};

export const bodyBytesMaxOf = (service: string, otherwise: number): number =>
  Math.min(limits[service] ?? otherwise, otherwise);

export const bodyTooLarge = (service: string): AwsError =>
  service === "s3"
    ? new AwsError("MaxMessageLengthExceeded", "Your request was too big.", { status: 400 })
    : new AwsError("RequestEntityTooLargeException", "Request Entity Too Large", { status: 413 });
