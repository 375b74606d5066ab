import type { PartKind, Plan } from "@millrace/plan";
import { getAtt, ref, type Value } from "./template.ts";

type Attributes = Readonly<Record<string, (id: string) => Value>>;

const sub = (text: string): Value => ({ "Fn::Sub": text });

/**
 * How a part's attribute is told in a template. A bucket's come from the parameter that names it, not from the resource: what the
 * bucket starts could otherwise not refer to it without a circle.
 */
const attributes: Readonly<Record<PartKind, Attributes>> = {
  bucket: {
    name: () => ref("BucketName"),
    arn: () => sub("arn:${AWS::Partition}:s3:::${BucketName}"),
  },
  table: { name: ref, arn: (id) => getAtt(id, "Arn") },
  function: { name: ref, arn: (id) => getAtt(id, "Arn") },
  queue: { name: (id) => getAtt(id, "QueueName"), arn: (id) => getAtt(id, "Arn") },
  topic: { name: (id) => getAtt(id, "TopicName"), arn: ref },
  rule: { name: ref, arn: (id) => getAtt(id, "Arn") },
  workflow: { name: (id) => getAtt(id, "Name"), arn: ref },
  secret: { arn: ref },
  network: {},
  database: {
    arn: (id) => getAtt(id, "DBClusterArn"),
    secretArn: (id) => getAtt(id, "MasterUserSecret.SecretArn"),
    host: (id) => getAtt(id, "Endpoint.Address"),
    port: (id) => getAtt(id, "Endpoint.Port"),
  },
  "upload-api": {
    executionArn: (id) => sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}}`),
  },
  alarm: { name: ref, arn: (id) => getAtt(id, "Arn") },
  dashboard: { name: ref },
};

/** What stands for the attribute of a part. */
export function attributeOf(plan: Plan, id: string, attribute: string): Value {
  const part = plan.parts.find((one) => one.id === id);
  if (part?.kind === "database" && attribute === "database") return part.database;
  const told = part === undefined ? undefined : attributes[part.kind][attribute];
  if (told === undefined)
    throw new TypeError(`Cannot refer to "${id}.${attribute}": the plan has no such part or attribute`);
  return told(id);
}
