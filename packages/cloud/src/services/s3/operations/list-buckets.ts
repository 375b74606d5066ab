import { pageOf } from "../../../kernel/paging.ts";
import { ownerId } from "../access/owner.ts";
import { invalidArgument } from "../errors.ts";
import { bucketArn, isRegion } from "../model.ts";
import type { S3Operation, Shapes } from "../shapes.ts";

const bucketsMax = 10_000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: S3Operation<"ListBuckets"> = {
  access: () => ({ action: "s3:ListAllMyBuckets", resource: "*" }),

  run({ store, account }, input) {
    refuseOutOfRange(input);
    const wanted = [...store.buckets(input.Prefix)].filter(
      (bucket) => input.BucketRegion === undefined || bucket.region === input.BucketRegion,
    );
    const { items, next } = pageOf(wanted, {
      token: input.ContinuationToken,
      max: input.MaxBuckets ?? bucketsMax,
      idOf: (bucket) => bucket.name,
    });
    const isPaged = input.MaxBuckets !== undefined || input.Prefix !== undefined || input.BucketRegion !== undefined;

    return {
      Buckets: items.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        ...(isPaged ? { BucketRegion: region, BucketArn: bucketArn(name) } : {}),
      })),
      Owner: { ID: ownerId(account) },
      ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
      ...(next === undefined ? {} : { ContinuationToken: next }),
    };
  },
};

function refuseOutOfRange({
  MaxBuckets: max = bucketsMax,
  BucketRegion: region,
}: Shapes["ListBuckets"]["input"]): void {
  if (max < 1 || max > bucketsMax) {
    throw invalidArgument(
      `Argument max-buckets must be an integer between 1 and ${bucketsMax}`,
      "max-buckets",
      String(max),
    );
  }
  if (region !== undefined && !isRegion(region)) {
    throw invalidArgument(`Argument value ${region} is not a valid AWS Region`, "bucket-region");
  }
}
