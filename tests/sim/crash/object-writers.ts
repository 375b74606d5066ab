import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { Random } from "../../../tools/fuzz/random.ts";
import { contentOf, md5, multipartEtag } from "./content.ts";
import { bucket } from "./setting.ts";
import type { OpenUpload } from "./witness.ts";
import type { Writer } from "./writers.ts";

/** Few enough that objects are put in the place of others all the time. */
const keysOfWriter = 5;
/** The store keeps bodies of up to 64 KiB in its database, and larger ones in files. */
const inlineBytesMax = 64 * 1024;
const partBytesMin = 5 * 1024 * 1024;

const keyOf = ({ name, random }: Writer): string => `${name}/key ${random.below(keysOfWriter)}`;

const between = (random: Random, min: number, max: number): number => min + random.below(max - min + 1);

export function sizeOf(random: Random): number {
  if (random.chance(0.15)) return random.pick([0, 1, inlineBytesMax, inlineBytesMax + 1]);
  if (random.chance(0.6)) return between(random, 2, inlineBytesMax);
  return between(random, inlineBytesMax + 1, 1_000_000);
}

export async function putObject(writer: Writer): Promise<void> {
  const { witness, clients, random, newName } = writer;
  const Key = keyOf(writer);
  const part = { name: newName(), bytes: sizeOf(random) };
  const Body = contentOf(part.name, part.bytes);
  const version = { etag: md5(Body), parts: [part] };

  witness.objects.attempt(Key, version);
  await clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  witness.objects.settle(Key, version);
  witness.owe(Key, version.etag);
  witness.acknowledge("uploads");
}

export async function deleteObject(writer: Writer): Promise<void> {
  const { witness, clients } = writer;
  const Key = keyOf(writer);

  witness.objects.attempt(Key, undefined);
  await clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  witness.objects.settle(Key, undefined);
  witness.acknowledge("deletions");
}

/** One upload in parts, from its beginning to its completion. */
export async function completeUpload(writer: Writer): Promise<void> {
  const { witness, clients, random, newName } = writer;
  const key = keyOf(writer);
  const { UploadId: uploadId = "" } = await clients.s3.send(
    new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }),
  );
  let upload: OpenUpload = { key, uploadId, etags: [], parts: [], isCompleting: false };
  const remember = (change: Partial<OpenUpload>): void => {
    upload = { ...upload, ...change };
    witness.uploads.set(uploadId, upload);
  };
  remember({});
  const largeParts = random.below(2);
  for (let number = 1; number <= largeParts + 1; number++) {
    const part = { name: newName(), bytes: number <= largeParts ? partBytesMin : between(random, 1, 200_000) };
    const Body = contentOf(part.name, part.bytes);
    await clients.s3.send(
      new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number, Body }),
    );
    remember({ etags: [...upload.etags, md5(Body)], parts: [...upload.parts, part] });
  }
  remember({ isCompleting: true });
  await finishUpload(writer, upload);
}

/** Completes an upload all of whose parts are there. */
export async function finishUpload({ clients, witness }: Pick<Writer, "clients" | "witness">, upload: OpenUpload) {
  const version = { etag: multipartEtag(upload.etags), parts: upload.parts };

  witness.objects.attempt(upload.key, version);
  await clients.s3.send(
    new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key: upload.key,
      UploadId: upload.uploadId,
      MultipartUpload: { Parts: upload.etags.map((ETag, index) => ({ PartNumber: index + 1, ETag })) },
    }),
  );
  witness.objects.settle(upload.key, version);
  witness.uploads.delete(upload.uploadId);
  witness.owe(upload.key, version.etag);
  witness.acknowledge("uploads");
}
