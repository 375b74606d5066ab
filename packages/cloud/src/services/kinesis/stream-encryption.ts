import { AwsError } from "@millrace/wire";
import { invalidArgument, keyRefused } from "./errors.ts";
import { onStream } from "./on-stream.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html */
export const startStreamEncryption = onStream("StartStreamEncryption", async (call, stream, input) => {
  const { aws, store, principal } = call;
  if (input.EncryptionType !== "KMS") throw invalidArgument("EncryptionType must be KMS.");
  await aws
    .call("kms", "DescribeKey", { KeyId: input.KeyId }, { principal, via: "kinesis" })
    .catch((error: unknown) => {
      throw error instanceof AwsError ? keyRefused(error) : error;
    });

  const encryption = { type: input.EncryptionType, keyId: input.KeyId };
  store.put({ ...store.stream(stream.name), encryption });
});

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html */
export const stopStreamEncryption = onStream("StopStreamEncryption", ({ store }, stream) => {
  store.put({ ...stream, encryption: undefined });
});
