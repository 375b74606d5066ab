import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import type { Activity, TargetKey } from "../model.ts";
import { partsOf } from "../model.ts";
import { tuneAlarms } from "../policies/alarms.ts";
import type { AutoScalingStore } from "../store.ts";
import { dimensionOf } from "./dimensions.ts";

/** Sets the capacity of a target, within its bounds, and writes that down; true when it is another one now. */
export async function scale(
  call: Call<AutoScalingStore>,
  key: TargetKey,
  wanted: number,
  cause: string,
): Promise<boolean> {
  const target = call.store.targets.get(partsOf(key));
  const dimension = dimensionOf(key);
  if (target === undefined || dimension === undefined) return false;
  const capacity = Math.min(target.max, Math.max(target.min, wanted));
  const { resourceId } = target;
  if (capacity === (await dimension.capacityOf(call, resourceId))) return false;
  const failure = await attempt(() => dimension.set(call, resourceId, capacity));
  const { unit, service } = dimension;
  writeDown(call, key, {
    description: `Setting ${unit} to ${capacity}.`,
    cause,
    status: failure === undefined ? "Successful" : "Failed",
    message:
      failure === undefined
        ? `Successfully set ${unit} to ${capacity}. Change successfully fulfilled by ${service}.`
        : `Failed to set ${unit} to ${capacity}. Reason: ${failure}`,
  });
  if (failure !== undefined) return false;
  for (const policy of call.store.policiesOf(key)) await tuneAlarms(call, policy);
  return true;
}

/** Brings what stands outside a target's bounds back in. */
export async function scaleIntoBounds(call: Call<AutoScalingStore>, key: TargetKey): Promise<void> {
  const target = call.store.targets.get(partsOf(key));
  const capacity = await dimensionOf(key)?.capacityOf(call, key.ResourceId);
  if (target === undefined || capacity === undefined) return;
  const { min, max } = target;
  if (capacity < min) await scale(call, key, min, `minimum capacity was set to ${min}`);
  else if (capacity > max) await scale(call, key, max, `maximum capacity was set to ${max}`);
}

export function writeDown(
  { store, clock, ids }: Call<AutoScalingStore>,
  key: TargetKey,
  activity: Pick<Activity, "description" | "cause" | "status" | "message">,
): void {
  store.addActivity({ id: ids.uuid(), key, at: clock.now(), ...activity });
}

async function attempt(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.message;
  }
}
