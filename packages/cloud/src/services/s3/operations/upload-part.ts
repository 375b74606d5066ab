import { objectArn, quoted } from "../model.ts";
import { checksumMember } from "../objects/describe.ts";
import { describeEncryption } from "../objects/encryption.ts";
import { openKey } from "../objects/encryption-key.ts";
import { checkPartAlgorithm, checkPartKey, checkPartNumber } from "../objects/parts.ts";
import { broughtAlgorithm, type ownAlgorithm, place, receive } from "../objects/receive.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: S3Operation<"UploadPart"> = {
  access: (input) => ({ action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) }),

  async run(call, input) {
    const { store, clock, headers } = call;
    const { PartNumber: number } = input;
    const upload = store.upload(input.Bucket, input.Key, input.UploadId);
    checkPartNumber(number);
    checkPartKey(upload, input);
    const brought = broughtAlgorithm(headers);
    checkPartAlgorithm(upload, brought);
    await openKey(call, upload, upload.encryption);
    const algorithm = upload.checksumAlgorithm as typeof ownAlgorithm;
    const received = await receive(store, input.Body, brought === algorithm ? undefined : algorithm);

    const checksum = received.checksums.get(algorithm);
    const answered = brought === undefined ? undefined : received.checksums.get(brought);
    const named = brought === undefined || answered === undefined ? undefined : { algorithm: brought, value: answered };
    place(store, received.body, () =>
      store.putPart(store.upload(input.Bucket, input.Key, input.UploadId), {
        number,
        checksum,
        brought: named,
        bytes: received.bytes,
        md5: received.md5,
        body: received.body,
        modifiedAt: clock.now(),
      }),
    );

    return { ETag: quoted(received.md5), ...describeEncryption(upload.encryption), ...checksumMember(named) };
  },
};
