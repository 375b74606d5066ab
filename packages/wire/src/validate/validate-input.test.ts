import { describe, expect, test } from "vitest";
import type { AwsError } from "../aws-error.ts";
import { services } from "../identify/services.ts";
import { openModels } from "../open-models.ts";
import { validateInput } from "./validate-input.ts";

const models = openModels();

function refusal(name: string, operationName: string, input: unknown): AwsError | undefined {
  const service = services.find((one) => one.name === name);
  const operation = models.model(name).operation(operationName);
  if (service === undefined || operation === undefined) throw new Error(`no ${name} ${operationName}`);
  try {
    validateInput(service, operation, input);
    return undefined;
  } catch (error) {
    return error as AwsError;
  }
}

describe("validateInput", () => {
  test.each([
    ["", "Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1"],
    [
      "x".repeat(1025),
      `Value '${"x".repeat(1025)}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 1024`,
    ],
  ])("says on which side of its bounds a length lies", (TableName, text) => {
    const error = refusal("dynamodb", "GetItem", { TableName, Key: {} });

    expect(error).toMatchObject({
      code: "ValidationException",
      status: 400,
      message: `1 validation error detected: ${text}`,
    });
  });

  test.each([1, 1024])("takes a length of %d on the bound", (length) => {
    expect(refusal("dynamodb", "GetItem", { TableName: "x".repeat(length), Key: {} })).toBeUndefined();
  });

  test.each([
    ["reads", false],
    ["r\u00e9ads", true],
  ])("reads the classes of characters that only Java has: %s", (PolicyName, isRefused) => {
    const error = refusal("application-autoscaling", "PutScalingPolicy", {
      PolicyName,
      ServiceNamespace: "dynamodb",
      ResourceId: "table/one",
      ScalableDimension: "dynamodb:table:ReadCapacityUnits",
    });

    expect(error !== undefined).toBe(isRefused);
  });

  test("reports everything that is wrong, patterns before lengths, as EventBridge does", () => {
    const name = "This should fail 123467890123412341234123412341234123412341234123412341234";

    const error = refusal("events", "CreateConnection", {
      Name: name,
      AuthorizationType: "INVALID",
      AuthParameters: {},
    });

    expect(error?.message.split("; ")).toEqual([
      `3 validation errors detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
      `Value '${name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64`,
      "Value 'INVALID' at 'authorizationType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]",
    ]);
  });

  test("counts items from one and reports what is wrong within them", () => {
    const error = refusal("kms", "TagResource", { KeyId: "k", Tags: [{ TagKey: "a", TagValue: "v".repeat(257) }] });

    expect(error?.message).toContain(
      "at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256",
    );
  });

  test("reports the values of a list together, and names the body of API Gateway", () => {
    const error = refusal("apigateway", "CreateRestApi", { name: "a", endpointConfiguration: { types: ["wrong"] } });

    expect(error?.message).toMatch(
      /^1 validation error detected: Value '\[wrong\]' at 'createRestApiInput\.endpointConfiguration\.types' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[/,
    );
  });

  test("does not name the body of API Gateway for what stands in the path", () => {
    const error = refusal("apigateway", "PutIntegrationResponse", {
      restApiId: "a",
      resourceId: "b",
      httpMethod: "GET",
      statusCode: "wrong",
    });

    expect(error?.message).toContain("Value 'wrong' at 'statusCode'");
  });

  test.each([
    [
      "sns",
      "CreatePlatformApplication",
      { Name: "a", Platform: "ADM" },
      "ValidationError",
      "Value null at 'attributes' failed to satisfy constraint: Member must not be null",
    ],
    [
      "sqs",
      "SendMessage",
      { QueueUrl: "q" },
      "MissingRequiredParameterException",
      "The request must contain the parameter MessageBody.",
    ],
    ["ec2", "DeleteVpc", {}, "MissingParameter", "The request must contain the parameter VpcId"],
    [
      "kms",
      "GenerateRandom",
      { NumberOfBytes: 0 },
      "ValidationException",
      "Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      "dynamodb",
      "BatchGetItem",
      {},
      "ValidationException",
      "Value null at 'requestItems' failed to satisfy constraint: Member must not be null",
    ],
    [
      "lambda",
      "GetFunction",
      { FunctionName: "a b" },
      "ValidationException",
      "Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ],
  ])("speaks as %s does", (service, operation, input, code, text) => {
    const error = refusal(service, operation, input);

    expect(error?.code).toBe(code);
    expect(error?.message).toContain(text);
  });

  test("holds documents of S3 against the model, and leaves its headers to S3", () => {
    const document = refusal("s3", "PutBucketVersioning", { Bucket: "b", VersioningConfiguration: { Status: "On" } });
    const acl = refusal("s3", "PutBucketAcl", {
      Bucket: "b",
      AccessControlPolicy: { Grants: [{ Permission: "ALL" }] },
    });
    const header = refusal("s3", "PutObject", { Bucket: "b", Key: "k", StorageClass: "NONE", ObjectLockMode: "x" });

    expect(document?.code).toBe("MalformedXML");
    expect(acl?.code).toBe("MalformedACLError");
    expect(header).toBeUndefined();
  });

  test("leaves attribute values to the service", () => {
    expect(refusal("dynamodb", "PutItem", { TableName: "t", Item: { a: { X: "y" } } })).toBeUndefined();
  });
});
