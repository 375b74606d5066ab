import { validation } from "../errors.ts";
import type { Stream } from "../model.ts";

/** The shards of a stream on demand are nobody's to change. Throws ValidationException. */
export function checkProvisioned({ name, mode }: Stream, operation: string): void {
  if (mode === "PROVISIONED") return;
  throw validation(`Request is invalid. Stream ${name} is in ON_DEMAND mode, which does not support ${operation}.`);
}
