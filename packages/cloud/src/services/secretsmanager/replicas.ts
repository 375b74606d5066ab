import type { ReplicaRegionType } from "@aws-sdk/client-secrets-manager";
import type { Replica } from "./model.ts";

export const replicaOf = ({ Region = "", KmsKeyId }: ReplicaRegionType): Replica => ({
  region: Region,
  kmsKeyId: KmsKeyId,
});
