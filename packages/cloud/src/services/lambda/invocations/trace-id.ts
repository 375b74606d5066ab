import type { Clock, Ids } from "@millrace/core";

/** A new X-Ray trace header. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function newTraceId(clock: Clock, ids: Ids): string {
  const seconds = Math.floor(clock.now() / 1000)
    .toString(16)
    .padStart(8, "0");
  return `Root=1-${seconds}-${ids.bytes(12).toString("hex")};Parent=${ids.bytes(8).toString("hex")};Sampled=0`;
}
