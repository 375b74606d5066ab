import { bucketOwnedByYou, illegalLocation, invalidBucketName, invalidLocation } from "../errors.ts";
import { bucketArn } from "../model.ts";
import { readTagSet } from "../objects/attributes.ts";
import type { S3Operation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const namePattern =
  /^(?!\d+\.\d+\.\d+\.\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const firstRegion = "us-east-1";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket: S3Operation<"CreateBucket"> = {
  access: (input) => ({
    action: "s3:CreateBucket",
    resource: bucketArn(input.Bucket),
    ...(input.CreateBucketConfiguration?.LocationConstraint === undefined
      ? {}
      : { context: { "s3:LocationConstraint": input.CreateBucketConfiguration.LocationConstraint } }),
  }),

  run({ store, clock, region: asked }, input) {
    const { Bucket: name, CreateBucketConfiguration: configuration } = input;
    if (!namePattern.test(name)) throw invalidBucketName(name);
    const region = regionOf(configuration?.LocationConstraint, asked);
    const before = store.findBucket(name);
    if (before !== undefined) {
      // The first region is the only one that takes the same request twice.
      if (asked !== firstRegion || before.region !== firstRegion) throw bucketOwnedByYou(name);
      return { Location: `/${name}` };
    }

    store.putBucket({ name, region, createdAt: clock.now(), tags: readTagSet(configuration?.Tags) });

    return { Location: `/${name}`, BucketArn: bucketArn(name) };
  },
};

function regionOf(constraint: string | undefined, asked: string): string {
  if (constraint === firstRegion) throw invalidLocation(constraint);
  const wanted = constraint === "EU" ? "eu-west-1" : (constraint ?? firstRegion);
  if (asked !== firstRegion && wanted !== asked) throw illegalLocation(constraint ?? "unspecified");
  return wanted;
}
