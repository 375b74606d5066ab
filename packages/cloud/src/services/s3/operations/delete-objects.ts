import type { DeletedObject, _Error as Failure } from "@aws-sdk/client-s3";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { malformedXml, noSuchVersion } from "../errors.ts";
import { type Bucket, objectArn } from "../model.ts";
import { isVersionId, versionAction } from "../objects/find.ts";
import { bypassAction } from "../objects/lock.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";
import { deleteOne } from "./delete-object.ts";

const keysMax = 1000;

type Wanted = NonNullable<NonNullable<Shapes["DeleteObjects"]["input"]["Delete"]>["Objects"]>[number];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects: S3Operation<"DeleteObjects"> = {
  /** Each key is asked for when its turn comes: those that are not allowed are told among the failures. */
  access: () => [],

  run(call, input) {
    const bucket = call.store.bucket(input.Bucket);
    const wanted = input.Delete.Objects ?? [];
    if (wanted.length === 0 || wanted.length > keysMax) throw malformedXml();

    const bypass = input.BypassGovernanceRetention === true;
    const outcomes = wanted.map((one) => outcomeOf(call, bucket, one, bypass));
    const deleted = outcomes.flatMap((outcome) => ("Code" in outcome ? [] : [outcome]));
    const failed = outcomes.filter((outcome): outcome is Failure => "Code" in outcome);

    return {
      ...(input.Delete.Quiet === true ? {} : { Deleted: deleted }),
      ...(failed.length === 0 ? {} : { Errors: failed }),
    };
  },
};

function outcomeOf(call: Call<S3Store>, bucket: Bucket, wanted: Wanted, bypass: boolean): DeletedObject | Failure {
  const { Key = "", VersionId, ETag } = wanted;
  try {
    const resource = objectArn(bucket.name, Key);
    call.authorize({ resource, action: versionAction("DeleteObject", wanted) });
    if (bypass) call.authorize({ resource, action: bypassAction });
    // Among many, unlike alone, an id that never was one is a version that is not there.
    if (VersionId !== undefined && !isVersionId(VersionId)) throw noSuchVersion(Key, VersionId);
    const { DeleteMarker, VersionId: found } = deleteOne(call, bucket, { Key, VersionId, IfMatch: ETag, bypass });
    return {
      Key,
      ...(VersionId === undefined ? {} : { VersionId }),
      ...(DeleteMarker === true ? { DeleteMarker, DeleteMarkerVersionId: found } : {}),
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Key, ...(VersionId === undefined ? {} : { VersionId }), Code: error.code, Message: error.message };
  }
}
