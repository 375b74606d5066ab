import type { ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";
import { invalidArgument, malformedXml } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** Since January 2023 every bucket encrypts by S3's own keys: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
const byDefault: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const encryption = singleConfiguration({
  name: "encryption",
  rights: { put: "s3:PutEncryptionConfiguration", get: "s3:GetEncryptionConfiguration" },
  read: (input: Shapes["PutBucketEncryption"]["input"]) => input.ServerSideEncryptionConfiguration,
  write: (document) => ({ ServerSideEncryptionConfiguration: document }),
  missing: () => ({ ServerSideEncryptionConfiguration: byDefault }),
  check(document) {
    const [rule, ...others] = document.Rules ?? [];
    const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ApplyServerSideEncryptionByDefault ?? {};
    if (rule === undefined || others.length > 0) throw malformedXml();
    if (algorithm !== undefined && !["AES256", "aws:kms", "aws:kms:dsse"].includes(algorithm)) throw malformedXml();
    if (algorithm === "AES256" && key !== undefined) {
      throw invalidArgument(
        "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
        "ApplyServerSideEncryptionByDefault",
      );
    }
    return { Rules: [{ ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false }] };
  },
});
