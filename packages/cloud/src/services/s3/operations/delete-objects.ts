import { AwsError } from "@millrace/wire";
import { malformedXml } from "../errors.ts";
import { objectArn, type StoredObject } from "../model.ts";
import { checkWriteConditions } from "../objects/conditions.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import { deleteAndNotify } from "./delete-object.ts";

const keysMax = 1000;

type Wanted = NonNullable<NonNullable<Shapes["DeleteObjects"]["input"]["Delete"]>["Objects"]>[number];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects: S3Operation<"DeleteObjects"> = {
  access: (input) =>
    (input.Delete.Objects ?? []).map(({ Key = "" }) => ({
      action: "s3:DeleteObject",
      resource: objectArn(input.Bucket, Key),
    })),

  run(call, input) {
    const bucket = call.store.bucket(input.Bucket);
    const wanted = input.Delete.Objects ?? [];
    if (wanted.length === 0 || wanted.length > keysMax) throw malformedXml();

    const failed = wanted.flatMap((one) => refusal(one, call.store.findObject(bucket.name, one.Key ?? "")));
    const refused = new Set(failed.map(({ Key }) => Key));
    const deleted = wanted.filter(({ Key = "" }) => !refused.has(Key));
    for (const { Key = "" } of deleted) deleteAndNotify(call, bucket, Key);

    return {
      ...(input.Delete.Quiet === true ? {} : { Deleted: deleted.map(({ Key }) => ({ Key })) }),
      ...(failed.length === 0 ? {} : { Errors: failed }),
    };
  },
};

function refusal({ Key = "", ETag }: Wanted, object: StoredObject | undefined) {
  if (ETag === undefined) return [];
  try {
    checkWriteConditions(Key, object, { IfMatch: ETag });
    return [];
  } catch (error) {
    if (error instanceof AwsError) return [{ Key, Code: error.code, Message: error.message }];
    throw error;
  }
}
