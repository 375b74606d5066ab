import type { Random } from "../../../tools/fuzz/random.ts";
import type { Clients } from "../../support/cloud.ts";
import { addToCounter, putItem, putPair } from "./item-writers.ts";
import { completeUpload, deleteObject, putObject } from "./object-writers.ts";
import { versionWriters } from "./setting.ts";
import { changeVersions } from "./version-writers.ts";
import type { Witness } from "./witness.ts";

/** What one writer works with. */
export interface Writer {
  /** No other writer of this run of the program has the same one: places begin with it. */
  readonly name: string;
  readonly clients: Clients;
  readonly witness: Witness;
  readonly random: Random;
  /** Makes contents that were never there before. */
  readonly newName: () => string;
}

type Write = (writer: Writer) => Promise<void>;

const either =
  (percent: number, one: Write, other: Write): Write =>
  (writer) =>
    writer.random.chance(percent / 100) ? one(writer) : other(writer);

/** So many of each write at the same time. */
const crew: readonly (readonly [name: string, count: number, write: Write])[] = [
  ["objects", 6, either(10, deleteObject, putObject)],
  ["uploads", 1, completeUpload],
  ["versions", versionWriters.length, changeVersions],
  ["items", 3, putItem],
  ["pairs", 1, putPair],
  ["counters", 2, addToCounter],
];

/**
 * Writes from all sides until the program is gone. Rejects with what the program refused, which it has no reason to.
 */
export async function writeUntilKilled(
  options: Pick<Writer, "clients" | "witness" | "random" | "newName">,
  wasKilled: () => boolean,
): Promise<void> {
  const { random } = options;
  const writers = crew.flatMap(([name, count, write]) =>
    Array.from({ length: count }, (_, n) => {
      const writer = { ...options, name: `${name}/${n}`, random: random.fork() };
      return writeOn(writer, write, wasKilled);
    }),
  );
  await Promise.all(writers);
}

async function writeOn(writer: Writer, write: Write, wasKilled: () => boolean): Promise<void> {
  try {
    while (!wasKilled()) await write(writer);
  } catch (error) {
    if (!wasKilled() || wasRefused(error)) throw error;
  }
}

/** A refusal comes with a status, a broken connection with none. */
function wasRefused(error: unknown): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return ($metadata?.httpStatusCode ?? 0) >= 400;
}
