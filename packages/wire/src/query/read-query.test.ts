import { describe, expect, test } from "vitest";
import { openModels } from "../open-models.ts";
import { parseForm } from "./parse-form.ts";
import { type QueryDialect, readQuery } from "./read-query.ts";

const models = openModels();

function read(service: string, operation: string, form: string, dialect: QueryDialect = "awsQuery"): unknown {
  const schema = models.model(service).operation(operation)?.input;
  if (schema === undefined) throw new Error(`no ${operation}`);
  return readQuery(schema, parseForm(form), dialect);
}

describe("readQuery", () => {
  test("reads lists in the order of their numbers, whatever the order of the fields", () => {
    const form = `Tags.member.10.Key=c&Tags.member.2.Key=b&Tags.member.1.Key=a+%26&Tags.member.1.Value=`;

    expect(read("iam", "TagRole", `RoleName=r&${form}`)).toEqual({
      RoleName: "r",
      Tags: [{ Key: "a &", Value: "" }, { Key: "b" }, { Key: "c" }],
    });
  });

  test.each([
    ["not flattened", "AttributeNames.member.1=All"],
    ["flattened", "AttributeName.1=All"],
  ])("reads lists %s", (_, form) => {
    expect(read("sqs", "GetQueueAttributes", `QueueUrl=q&${form}`)).toMatchObject({ AttributeNames: ["All"] });
  });

  test("reads maps, flattened or not", () => {
    const flattened = read("sqs", "CreateQueue", "QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5");
    const wrapped = read("sns", "CreateTopic", "Name=t&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=x");

    expect(flattened).toEqual({ QueueName: "q", Attributes: { DelaySeconds: "5" } });
    expect(wrapped).toEqual({ Name: "t", Attributes: { DisplayName: "x" } });
  });

  test("reads numbers, booleans, dates and bytes, and an empty list as one", () => {
    const form =
      "Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1.5&MetricData.member.1.Timestamp=2026-01-02T03%3A04%3A05Z&MetricData.member.1.Counts.member.1=2&MetricData.member.1.Unit=";

    expect(read("cloudwatch", "PutMetricData", form)).toEqual({
      Namespace: "n",
      MetricData: [{ MetricName: "m", Value: 1.5, Timestamp: new Date("2026-01-02T03:04:05Z"), Counts: [2], Unit: "" }],
    });
    expect(read("sqs", "SendMessageBatch", "QueueUrl=q&Entries=")).toMatchObject({ QueueUrl: "q" });
  });

  test("names members as EC2 does", () => {
    const form =
      "InstanceId.1=i-1&InstanceId.2=i-2&Filter.1.Name=n&Filter.1.Value.1=a&Filter.1.Value.2=b&DryRun=TRUE&MaxResults=5";

    expect(read("ec2", "DescribeInstances", form, "ec2Query")).toEqual({
      InstanceIds: ["i-1", "i-2"],
      Filters: [{ Name: "n", Values: ["a", "b"] }],
      DryRun: true,
      MaxResults: 5,
    });
  });

  test.each(["MaxItems=x", "MaxItems=1x"])("refuses %s where a number belongs", (form) => {
    expect(() => read("iam", "ListUsers", form)).toThrow("can not be converted to a number");
  });

  test("leaves out numbers that are blank, and names that lead nowhere", () => {
    expect(read("iam", "ListUsers", "MaxItems=&A.B.C=1&PathPrefix=%2F")).toEqual({ PathPrefix: "/" });
  });
});

describe("parseForm", () => {
  test.each(["a=%zz", "a=%"])("refuses %s", (form) => {
    expect(() => parseForm(form)).toThrow("not well encoded");
  });

  test("takes the query's fields and then the body's, a plus as a space", () => {
    expect([...parseForm("a=1&b", "a=2+3&&c=%2B")]).toEqual([
      ["a", "2 3"],
      ["b", ""],
      ["c", "+"],
    ]);
  });
});
