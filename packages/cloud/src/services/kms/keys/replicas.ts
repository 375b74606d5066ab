import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { Key, MultiRegion } from "../model.ts";
import type { KmsStore } from "../store.ts";

/** What passes between the regions of one key. Not part of AWS's API; CloudTrail shows it under this name. */
export interface Synchronization {
  readonly region: string;
  readonly key: Key;
}

/** Brings what the keys of one multi-Region key share to the other regions that have it. */
export async function synchronize(call: Call<KmsStore>, key: Key): Promise<void> {
  if (key.multiRegion === undefined) return;
  const { primary, replicas } = key.multiRegion;
  const others = [primary, ...replicas].filter((region) => region !== call.region);
  await Promise.all(others.map((region) => sendTo(call, region, key)));
}

export async function sendTo(call: Call<KmsStore>, region: string, key: Key): Promise<void> {
  const sent: Synchronization = { region, key };
  await call.aws.call("kms", "SynchronizeMultiRegionKey" as "CreateKey", sent as object, {
    principal: servicePrincipal("mrk.kms.amazonaws.com", call.account),
    region,
  });
}

/** A key that is no more is no replica either. */
export async function leaveReplicas(call: Call<KmsStore>, key: Key): Promise<void> {
  if (key.multiRegion === undefined || key.multiRegion.primary === call.region) return;
  const replicas = key.multiRegion.replicas.filter((region) => region !== call.region);
  const left: MultiRegion = { ...key.multiRegion, replicas };
  await Promise.all([left.primary, ...replicas].map((region) => sendTo(call, region, { ...key, multiRegion: left })));
}
