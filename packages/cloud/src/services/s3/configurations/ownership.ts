import { malformedXml, noSuchBucketConfiguration, otherError } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

const choices = new Set(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const ownership = singleConfiguration({
  name: "ownership",
  rights: { put: "s3:PutBucketOwnershipControls", get: "s3:GetBucketOwnershipControls" },
  read: (input: Shapes["PutBucketOwnershipControls"]["input"]) => input.OwnershipControls,
  write: (document) => ({ OwnershipControls: document }),
  missing: (bucket) =>
    noSuchBucketConfiguration("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", bucket),
  check(document, _, bucket) {
    const [rule, ...others] = document.Rules ?? [];
    if (rule === undefined || others.length > 0 || !choices.has(rule.ObjectOwnership ?? "")) throw malformedXml();
    if (rule.ObjectOwnership === "BucketOwnerEnforced" && bucket.acl !== undefined) {
      throw otherError(
        "InvalidBucketAclWithObjectOwnership",
        400,
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
      );
    }
    return document;
  },
});
