import { requiredAcl } from "../access/chosen-acl.ts";
import { objectArn } from "../model.ts";
import { notify } from "../notifications/notify.ts";
import { findObject, versionAction } from "../objects/find.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl: S3Operation<"PutObjectAcl"> = {
  access: (input) => ({ action: versionAction("PutObjectAcl", input), resource: objectArn(input.Bucket, input.Key) }),

  run(call, input) {
    const { store } = call;
    const object = findObject(store, input, "PUT");
    const bucket = store.bucket(input.Bucket);
    const acl = requiredAcl(bucket, input, store);

    store.objects.update({ ...object, acl });
    notify(call, bucket, { event: "ObjectAcl:Put", ...object });

    return {};
  },
};
