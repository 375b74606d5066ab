import { onKey } from "../access.ts";
import { keyMetadata } from "../keys/metadata.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey: KmsOperation<"DescribeKey"> = {
  access: onKey("DescribeKey"),
  run: ({ store }, { KeyId }) => ({ KeyMetadata: keyMetadata(store.scope, store.key(KeyId ?? "")) }),
};
