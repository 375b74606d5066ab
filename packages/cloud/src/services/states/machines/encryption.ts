import type { EncryptionConfiguration } from "@aws-sdk/client-sfn";
import type { Encryption } from "../model.ts";

const reuseSecondsDefault = 300;

export function encryptionOf(configuration: EncryptionConfiguration | undefined): Encryption | undefined {
  if (configuration?.type === undefined) return undefined;
  if (configuration.type === "AWS_OWNED_KEY") return { type: "AWS_OWNED_KEY" };
  return {
    type: configuration.type,
    kmsKeyId: configuration.kmsKeyId ?? "",
    kmsDataKeyReusePeriodSeconds: configuration.kmsDataKeyReusePeriodSeconds ?? reuseSecondsDefault,
  };
}

export const encryptionOutput = ({
  type,
  kmsKeyId,
  kmsDataKeyReusePeriodSeconds,
}: Encryption): EncryptionConfiguration => ({
  type,
  ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
  ...(kmsDataKeyReusePeriodSeconds === undefined ? {} : { kmsDataKeyReusePeriodSeconds }),
});
