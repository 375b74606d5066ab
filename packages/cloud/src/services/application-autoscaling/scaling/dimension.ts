import type { Call } from "../../../kernel/operation.ts";
import type { AutoScalingStore } from "../store.ts";

/** What is scaled of a kind of resource. */
export interface Dimension {
  /** Who keeps the resource. */
  readonly service: string;
  /** As activities name it. */
  readonly unit: string;
  /** Throws AwsError for a resource that is not there. */
  readonly capacityOf: (call: Call<AutoScalingStore>, resourceId: string) => Promise<number>;
  readonly set: (call: Call<AutoScalingStore>, resourceId: string, capacity: number) => Promise<void>;
}
