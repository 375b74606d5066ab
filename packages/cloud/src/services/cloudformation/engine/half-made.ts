import type { ResourceState } from "../model.ts";

/** What was being made is there but not as it should be: it failed, and has to be deleted. */
export class HalfMade extends Error {
  override readonly name = "HalfMade";
  override readonly cause: unknown;
  readonly made: Pick<ResourceState, "physicalId" | "attributes">;

  constructor(cause: unknown, made: Pick<ResourceState, "physicalId" | "attributes">) {
    super("A resource was made but failed");
    this.cause = cause;
    this.made = made;
  }
}
