import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestKernel, testKernel } from "../../../kernel/test-kernel.ts";
import { s3 } from "../../s3/service.ts";
import { s3control } from "../service.ts";

let test: TestKernel;
beforeEach(async () => {
  test = testKernel([s3, s3control]);
  await test.call("s3", "CreateBucket", {
    Bucket: "tagged",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
});
afterEach(() => test.stop());

const resource = { AccountId: "000000000000", ResourceArn: "arn:aws:s3:::tagged" };

describe("TagResource, UntagResource and ListTagsForResource", () => {
  it("speak of the same tags as S3 does", async () => {
    const Tags = [
      { Key: "team", Value: "a" },
      { Key: "stage", Value: "test" },
    ];
    await test.call("s3control", "TagResource", { ...resource, Tags });
    await test.call("s3control", "TagResource", { ...resource, Tags: [{ Key: "team", Value: "b" }] });

    await test.call("s3control", "UntagResource", { ...resource, TagKeys: ["stage"] });

    const left = [{ Key: "team", Value: "b" }];
    expect((await test.call("s3control", "ListTagsForResource", resource)).Tags).toEqual(left);
    expect((await test.call("s3", "GetBucketTagging", { Bucket: "tagged" })).TagSet).toEqual(left);
  });

  it("answer an empty list for a bucket without tags", async () => {
    const listed = await test.call("s3control", "ListTagsForResource", resource);

    expect(listed.Tags).toEqual([]);
  });

  it("refuse what is no bucket", async () => {
    const list = (ResourceArn: string) => test.call("s3control", "ListTagsForResource", { ...resource, ResourceArn });

    await expect(list("arn:aws:s3:::none-such")).rejects.toMatchObject({ code: "NoSuchBucket" });
    await expect(list("arn:aws:s3:eu-west-1:000000000000:accesspoint/a")).rejects.toMatchObject({
      code: "InvalidRequest",
    });
  });
});
