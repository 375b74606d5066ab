import { createHash } from "node:crypto";

/** An event may pass through the same function about so often. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
export const loopsMax = 16;

/** The functions that an event has come through stand in its trace header: `Lineage=1:HASH:COUNT|1:HASH:COUNT`. */
export function throughFunction(traceId: string, functionArn: string): { traceId: string; loops: number } {
  const hash = createHash("sha256").update(functionArn).digest("hex").slice(0, 8);
  const parts = traceId.split(";").filter((part) => part !== "");
  const entries = (parts.find((part) => part.startsWith(prefix)) ?? prefix)
    .slice(prefix.length)
    .split("|")
    .filter((entry) => entry !== "")
    .map((entry) => entry.split(":"));
  const own = entries.find(([, name]) => name === hash);
  const loops = Number(own?.[2] ?? -1) + 1;
  const others = entries.filter((entry) => entry !== own).slice(0, entriesMax - 1);
  const lineage = [...others, ["1", hash, String(loops)]].map((entry) => entry.join(":")).join("|");
  return { traceId: [...parts.filter((part) => !part.startsWith(prefix)), prefix + lineage].join(";"), loops };
}

const prefix = "Lineage=";
const entriesMax = 8;
