import { describe, expect, it } from "vitest";
import { resourceType } from "../resources/resource-types.ts";
import schemas from "../resources/schemas.json" with { type: "json" };
import { mustReplace, replacementBy } from "./replacement.ts";

const properties = Object.entries(schemas).flatMap(([type, schema]) =>
  Object.entries(schema.properties as Record<string, string>).map(([name, marks]) => ({ type, name, marks })),
);
const words = { c: "Always", m: "Conditionally" } as const;
const wordOf = (marks: string): string => words[marks.replace("r", "") as keyof typeof words] ?? "Never";

describe("replacementBy", () => {
  it("says of every property of every type what AWS's specification says", () => {
    expect(properties.length).toBeGreaterThan(900);
    const others = properties.filter(({ type, name, marks }) => replacementBy(type, name) !== wordOf(marks));

    expect(others).toEqual([]);
  });

  it("leaves no type without a way to change what may change in place", () => {
    const without = properties.filter(
      ({ type, marks }) => !marks.includes("c") && resourceType(type).handler.update === undefined,
    );

    expect(without).toEqual([]);
  });
});

describe("mustReplace", () => {
  it.each([
    ["AWS::RDS::DBCluster", "Engine", "aurora-mysql", "aurora-postgresql", true],
    ["AWS::RDS::DBInstance", "BackupRetentionPeriod", 1, 7, false],
    ["AWS::RDS::DBInstance", "AvailabilityZone", "us-east-1a", "us-east-1b", true],
    ["AWS::EC2::VPC", "InstanceTenancy", "default", "dedicated", true],
    ["AWS::EC2::VPC", "InstanceTenancy", "dedicated", "default", false],
  ])("decides where the specification leaves it open: %s %s", (type, name, before, after, replaces) =>
    expect(mustReplace(type, [name], { [name]: before }, { [name]: after })).toBe(replaces),
  );
});
