import { skewMsMax } from "./signature-errors.ts";

/** Programs of this machine sign with real time, functions with the cloud's, which may have been moved. */
export const isSkewed = (
  signedAt: number,
  { now, wallNow }: { readonly now: number; readonly wallNow: number },
): boolean => [now, wallNow].every((time) => Math.abs(time - signedAt) > skewMsMax);
