import type { Call, Operation } from "../../kernel/operation.ts";
import { accessDenied, invalidExpectedOwner, permanentRedirect } from "./errors.ts";
import { readCopySource } from "./objects/copy-source.ts";
import type { S3Store } from "./store.ts";

interface Placed {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
  readonly CopySource?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** What every region answers of every bucket. */
const anywhere: ReadonlySet<string> = new Set(["CreateBucket", "GetBucketLocation"]);

/**
 * Refuses a request that expects its bucket to be somebody else's, or that was signed for another region than the bucket's,
 * before anything else is looked at.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html: Request redirection
 */
// biome-ignore lint/suspicious/noExplicitAny: it stands around operations of every shape
export function atRightPlace(name: string, operation: Operation<S3Store, any>): Operation<S3Store, any> {
  return {
    access: operation.access,
    run(call, input: Placed) {
      checkOwner(input.ExpectedBucketOwner, call.account);
      if (input.CopySource !== undefined) {
        checkOwner(input.ExpectedSourceBucketOwner, call.store.ownerOf(readCopySource(input.CopySource).bucket));
      }
      if (!anywhere.has(name)) checkRegion(call, input.Bucket);
      return operation.run(call, input);
    },
  };
}

function checkOwner(owner: string | undefined, account: string): void {
  if (owner === undefined) return;
  if (!/^\d{12}$/.test(owner)) throw invalidExpectedOwner(owner);
  if (owner !== account) throw accessDenied();
}

/** Only requests that a header signs say for which region they are meant: this cloud has one endpoint for all. */
function checkRegion({ store, headers, region }: Call<S3Store>, bucketName: string | undefined): void {
  if (bucketName === undefined || headers["authorization"] === undefined) return;
  const bucket = store.findBucket(bucketName);
  if (bucket === undefined || bucket.region === region) return;
  throw permanentRedirect(bucket.name, bucket.region);
}
