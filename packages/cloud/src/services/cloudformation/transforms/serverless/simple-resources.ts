import type { JsonObject } from "../../../../sdk-calls/json.ts";
import { isObject } from "../../../../sdk-calls/json.ts";
import { toText } from "../../templates/text.ts";
import { contentId, type Expansion, inherited, objectOf, picked, tagList } from "./expansion.ts";

const attributeTypes: Readonly<Record<string, string>> = { String: "S", Number: "N", Binary: "B" };

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html */
export function expandTable(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const key = objectOf(properties["PrimaryKey"]);
  const AttributeName = key["Name"] ?? "id";
  const throughput = properties["ProvisionedThroughput"];
  expansion.add(logicalId, {
    Type: "AWS::DynamoDB::Table",
    ...inherited(resource),
    Properties: {
      AttributeDefinitions: [{ AttributeName, AttributeType: attributeTypes[toText(key["Type"] ?? "String")] ?? "S" }],
      KeySchema: [{ AttributeName, KeyType: "HASH" }],
      ...(throughput === undefined ? { BillingMode: "PAY_PER_REQUEST" } : { ProvisionedThroughput: throughput }),
      ...picked(properties, ["TableName", "SSESpecification", "PointInTimeRecoverySpecification"]),
      ...(properties["Tags"] === undefined ? {} : { Tags: tagList(properties["Tags"]).slice(1) }),
    },
  });
}

/**
 * Layers are never changed: other content is another resource.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html
 */
export function expandLayer(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const id = `${logicalId}${contentId(properties)}`;
  const uri = properties["ContentUri"];
  const [, S3Bucket = "", S3Key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(toText(uri ?? "")) ?? [];
  const Content = isObject(uri)
    ? picked(uri, [
        ["Bucket", "S3Bucket"],
        ["Key", "S3Key"],
        ["Version", "S3ObjectVersion"],
      ])
    : { S3Bucket, S3Key };
  expansion.add(id, {
    Type: "AWS::Lambda::LayerVersion",
    ...inherited(resource),
    DeletionPolicy: properties["RetentionPolicy"] ?? "Retain",
    Properties: {
      LayerName: properties["LayerName"] ?? logicalId,
      Content,
      ...picked(properties, ["Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo"]),
    },
  });
  expansion.rename(logicalId, id);
}
