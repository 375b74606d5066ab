import type { AuditedResource, AuditedTemplate } from "./audited-template.ts";

/** The property that names a resource. */
export const nameProperties: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::IAM::Role": "RoleName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
};

export const nameOf = ({ type, properties }: AuditedResource): string | undefined => {
  const name = properties[nameProperties[type] ?? ""];
  return name === undefined ? undefined : String(name);
};

/** The resource that a text stands for: by reference, by name, or by an ARN that ends with either. */
export const resourceOf = ({ resources }: AuditedTemplate, text: unknown): AuditedResource | undefined =>
  typeof text !== "string" || text === "" ? undefined : resources.find((resource) => isNamedBy(resource, text));

function isNamedBy(resource: AuditedResource, text: string): boolean {
  const { id } = resource;
  if ([`\${${id}}`, `\${${id}.Arn}`].includes(text) || text.startsWith(`\${${id}.Arn}:`)) return true;
  const names = [`\${${id}}`, nameOf(resource)].filter((name) => name !== undefined);
  return names.some((name) => text === name || text.endsWith(`:${name}`) || text.endsWith(`/${name}`));
}

/** The function behind its name, its ARN, a version or an alias. */
export function functionOf(template: AuditedTemplate, text: unknown): AuditedResource | undefined {
  const found = resourceOf(template, text);
  if (found === undefined || found.type === "AWS::Lambda::Function") return found;
  const isVersion = found.type === "AWS::Lambda::Alias" || found.type === "AWS::Lambda::Version";
  return isVersion ? functionOf(template, found.properties["FunctionName"]) : undefined;
}

/** Behind a bucket's ARN: the pattern of keys; undefined when the ARN is of another bucket. */
export function keysOf(bucket: AuditedResource, arn: string): string | undefined {
  if (arn === "*") return "*";
  const name = nameOf(bucket);
  const heads = [`\${${bucket.id}.Arn}/`, `:::\${${bucket.id}}/`, ...(name === undefined ? [] : [`:::${name}/`])];
  const head = heads.find((text) => arn.includes(text));
  return head === undefined ? undefined : arn.slice(arn.indexOf(head) + head.length);
}
