import { describe, expect, it } from "vitest";
import { Bench } from "../testing.ts";
import { listTagsOfResource } from "./list-tags-of-resource.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";

const ResourceArn = "arn:aws:dynamodb:eu-west-1:000000000000:table/orders";

describe("TagResource", () => {
  it("adds tags, replaces those of the same key, and UntagResource takes them away", () => {
    const bench = new Bench().withOrders({ Tags: [{ Key: "a", Value: "1" }] });

    bench.run(tagResource, {
      ResourceArn,
      Tags: [
        { Key: "a", Value: "2" },
        { Key: "b", Value: "3" },
      ],
    });
    const tagged = bench.run(listTagsOfResource, { ResourceArn });
    bench.run(untagResource, { ResourceArn, TagKeys: ["a", "nope"] });

    expect(tagged).toEqual({
      Tags: [
        { Key: "a", Value: "2" },
        { Key: "b", Value: "3" },
      ],
    });
    expect(bench.run(listTagsOfResource, { ResourceArn })).toEqual({ Tags: [{ Key: "b", Value: "3" }] });
  });

  it("refuses tables that do not exist, and what is not a table", () => {
    const bench = new Bench();

    expect(() => bench.run(listTagsOfResource, { ResourceArn })).toThrow(
      `Requested resource not found: ResourcArn: ${ResourceArn} not found`,
    );
    expect(() => bench.run(listTagsOfResource, { ResourceArn: "orders" })).toThrow(
      "Invalid TableArn: Invalid ResourceArn provided as input orders",
    );
  });
});
