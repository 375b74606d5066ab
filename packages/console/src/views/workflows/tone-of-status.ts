import type { Tone } from "../../parts/page.tsx";

/** Of an execution. */
export const toneOfStatus = (status: string): Tone =>
  status === "SUCCEEDED" ? "ok" : status === "RUNNING" ? "busy" : status === "ABORTED" ? "warn" : "bad";
