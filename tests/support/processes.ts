import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Ids of the processes of this machine whose environment holds `text`, which is how a function's can be told. */
export function processesWith(text: string): number[] {
  return process.platform === "linux" ? fromProc(text) : fromPs(text);
}

const fromProc = (text: string): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(text))
    .map(Number);

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    // Gone meanwhile, or somebody else's.
    return "";
  }
}

const fromPs = (text: string): number[] =>
  execFileSync("ps", ["-axEww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })
    .split("\n")
    .filter((line) => line.includes(text))
    .map((line) => Number.parseInt(line, 10));
