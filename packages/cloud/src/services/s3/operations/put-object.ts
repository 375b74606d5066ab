import { invalidRequest } from "../errors.ts";
import { objectArn, quoted } from "../model.ts";
import { checkKey, readAttributes, readTaggingHeader } from "../objects/attributes.ts";
import { checkWriteConditions } from "../objects/conditions.ts";
import { checksumMembers } from "../objects/describe.ts";
import { putAndNotify } from "../objects/put.ts";
import { broughtAlgorithm, ownAlgorithm, place, receive } from "../objects/receive.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Operation<"PutObject"> = {
  access: (input) => [
    { action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) },
    ...(input.Tagging === undefined
      ? []
      : [{ action: "s3:PutObjectTagging", resource: objectArn(input.Bucket, input.Key) }]),
  ],

  async run(call, input) {
    const { store } = call;
    store.bucket(input.Bucket);
    checkKey(input.Key);
    if (input.IfNoneMatch !== undefined && input.IfNoneMatch !== "*") {
      throw invalidRequest("A header you provided implies functionality that is not implemented");
    }
    const attributes = readAttributes(input);
    const tags = readTaggingHeader(input.Tagging);
    checkWriteConditions(input.Key, store.findObject(input.Bucket, input.Key), input);
    const brought = broughtAlgorithm(call.headers);
    const algorithm = brought ?? ownAlgorithm;
    const received = await receive(store, input.Body, brought === undefined ? ownAlgorithm : undefined);

    const { body, bytes, md5: etag } = received;
    const value = received.checksums.get(algorithm);
    const checksum = value === undefined ? undefined : ({ algorithm, value, type: "FULL_OBJECT" } as const);
    const object = place(store, body, () => {
      // Others may have come between while the body flowed in.
      const bucket = store.bucket(input.Bucket);
      checkWriteConditions(input.Key, store.findObject(input.Bucket, input.Key), input);
      const arrived = { key: input.Key, bytes, etag, body, attributes, tags, checksum };
      return putAndNotify(call, bucket, arrived, "ObjectCreated:Put");
    });

    return { ETag: quoted(object.etag), ServerSideEncryption: "AES256", ...checksumMembers(object.checksum) };
  },
};
