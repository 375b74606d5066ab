import { chosenAcl } from "../access/chosen-acl.ts";
import { expirationHeader } from "../lifecycle/expiration-header.ts";
import { quoted } from "../model.ts";
import { checkKey, readAttributes } from "../objects/attributes.ts";
import { checkConditionHeaders, checkWriteConditions } from "../objects/conditions.ts";
import { checksumMembers } from "../objects/describe.ts";
import { chosenEncryption, describeEncryption, etagOf } from "../objects/encryption.ts";
import { underKey } from "../objects/encryption-key.ts";
import { writtenVersion } from "../objects/find.ts";
import { chosenLock } from "../objects/lock.ts";
import { putAndNotify } from "../objects/put.ts";
import { broughtAlgorithm, ownAlgorithm, place, receive } from "../objects/receive.ts";
import { readTaggingHeader } from "../objects/tags.ts";
import { uploadAccess } from "../objects/upload-access.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Operation<"PutObject"> = {
  access: uploadAccess,

  async run(call, input) {
    const { store } = call;
    const before = store.bucket(input.Bucket);
    checkKey(input.Key);
    checkConditionHeaders(input);
    const about = {
      attributes: readAttributes(input),
      tags: readTaggingHeader(input.Tagging),
      acl: chosenAcl(before, input, call.store),
      encryption: await underKey(call, { bucket: input.Bucket, key: input.Key }, chosenEncryption(call, before, input)),
      ...chosenLock(call, before, input),
    };
    checkWriteConditions(input.Key, store.objects.find(input.Bucket, input.Key), input);
    const brought = broughtAlgorithm(call.headers);
    const algorithm = brought ?? ownAlgorithm;
    const received = await receive(store, input.Body, brought === undefined ? ownAlgorithm : undefined);

    const { body, bytes } = received;
    const etag = etagOf(received.md5, about.encryption, call);
    const value = received.checksums.get(algorithm);
    const checksum = value === undefined ? undefined : ({ algorithm, value, type: "FULL_OBJECT" } as const);
    const object = place(store, body, () => {
      // Others may have come between while the body flowed in.
      const bucket = store.bucket(input.Bucket);
      checkWriteConditions(input.Key, store.objects.find(input.Bucket, input.Key), input);
      const arrived = { ...about, key: input.Key, bytes, etag, body, checksum };
      // Browsers upload by a form, which is a request of its own.
      return putAndNotify(call, bucket, arrived, call.method === "POST" ? "ObjectCreated:Post" : "ObjectCreated:Put");
    });

    return {
      ETag: quoted(object.etag),
      ...describeEncryption(object.encryption),
      ...checksumMembers(object.checksum),
      ...writtenVersion(object),
      ...expirationHeader(store.bucket(input.Bucket), object),
    };
  },
};
