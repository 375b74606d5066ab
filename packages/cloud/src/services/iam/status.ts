import { validationError } from "./errors.ts";
import type { Status } from "./model.ts";

/** Throws ValidationError. */
export function readStatus(status: string | undefined): Status {
  if (status === "Active" || status === "Inactive") return status;
  throw validationError(
    "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
  );
}
