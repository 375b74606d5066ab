import type { ResourceState } from "../model.ts";

/** What was being made is there but not as it should be: it failed, and has to be deleted. */
export class HalfMade extends Error {
  override readonly name = "HalfMade";
  override readonly cause: unknown;
  readonly made: Pick<ResourceState, "physicalId"> & Partial<ResourceState>;

  constructor(cause: unknown, made: HalfMade["made"]) {
    super("A resource was made but failed");
    this.cause = cause;
    this.made = made;
  }
}

/** What went wrong, whether or not something was made before. */
export const causeOf = (error: unknown): unknown => (error instanceof HalfMade ? error.cause : error);
