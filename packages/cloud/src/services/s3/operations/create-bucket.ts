import type { ObjectOwnership } from "@aws-sdk/client-s3";
import { chosenAcl } from "../access/chosen-acl.ts";
import type { BucketConfigurations } from "../configurations/kinds.ts";
import { blockAll } from "../configurations/public-access-block.ts";
import {
  bucketExists,
  bucketOwnedByYou,
  illegalLocation,
  invalidArgument,
  invalidBucketName,
  invalidLocation,
} from "../errors.ts";
import { scheduleStorageMetrics } from "../metrics/storage-metrics.ts";
import { type Bucket, bucketArn, isRegion } from "../model.ts";
import { readTagSet } from "../objects/tags.ts";
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

  run(call, input) {
    const { store, clock, region: asked } = call;
    const { Bucket: name, CreateBucketConfiguration: configuration } = input;
    if (!namePattern.test(name)) throw invalidBucketName(name);
    const region = regionOf(configuration?.LocationConstraint, asked);
    const ownership = readOwnership(input.ObjectOwnership);
    if (store.isTakenElsewhere(name)) throw bucketExists(name);
    const before = store.findBucket(name);
    if (before !== undefined) {
      // The first region is the only one that takes the same request twice.
      if (asked !== firstRegion || before.region !== firstRegion) throw bucketOwnedByYou(name);
      return { Location: `/${name}` };
    }
    const isLocked = input.ObjectLockEnabledForBucket === true;
    const configurations: BucketConfigurations = {
      ownership: { Rules: [{ ObjectOwnership: ownership }] },
      publicAccessBlock: blockAll,
      ...(isLocked ? { objectLock: { ObjectLockEnabled: "Enabled" } } : {}),
    };
    const acl = chosenAcl({ configurations }, input, store);
    const tags = readTagSet(configuration?.Tags, "bucket");

    const bucket: Bucket = {
      name,
      region,
      tags,
      acl,
      configurations,
      createdAt: clock.now(),
      ...(isLocked ? { versioning: "Enabled" } : {}),
    };
    store.putBucket(bucket);
    scheduleStorageMetrics(call, bucket);

    const Location = region === firstRegion ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
    return { Location, BucketArn: bucketArn(name) };
  },
};

function regionOf(constraint: string | undefined, asked: string): string {
  const wanted = constraint === "EU" ? "eu-west-1" : (constraint ?? firstRegion);
  if (asked === firstRegion && !isRegion(wanted)) throw invalidLocation(wanted);
  const isSame = wanted === asked && !(constraint === "EU" && asked === firstRegion);
  // The first region's endpoint makes buckets anywhere, except by the old name of Ireland.
  const isFromFirst = asked === firstRegion && constraint !== "EU";
  if (!isSame && !isFromFirst) throw illegalLocation(constraint ?? "unspecified");
  return wanted;
}

function readOwnership(ownership: string | undefined): ObjectOwnership {
  const chosen = ownership ?? "BucketOwnerEnforced";
  if (chosen === "BucketOwnerEnforced" || chosen === "BucketOwnerPreferred" || chosen === "ObjectWriter") return chosen;
  throw invalidArgument("Invalid x-amz-object-ownership header: ".concat(chosen), "x-amz-object-ownership");
}
