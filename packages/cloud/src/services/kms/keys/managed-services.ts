/** Services of AWS with keys of their own, and what those protect, in the words of their descriptions. */
const protectedData: Readonly<Record<string, string>> = {
  dynamodb: "DynamoDB data",
  ebs: "EBS volumes",
  lambda: "Lambda functions",
  rds: "RDS database volumes",
  s3: "S3 objects",
  secretsmanager: "Secrets Manager data",
  sns: "SNS data",
  sqs: "SQS messages",
  ssm: "SSM parameters",
  xray: "X-Ray data",
};

export const managedServices: readonly string[] = Object.keys(protectedData);

export const managedDescription = (service: string): string =>
  `Default key that protects my ${protectedData[service] ?? `${service} data`} when no other key is defined`;
