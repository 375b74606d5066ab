import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Random } from "../../../tools/fuzz/random.ts";
import { type BareCloud, startBareCloud } from "../../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients, eventually } from "../../support/cloud.ts";
import { processesWith } from "../../support/processes.ts";
import { checkEvents, countRepeats } from "./check-events.ts";
import { checkItems } from "./check-items.ts";
import { checkFiles, checkObjects, resumeUploads } from "./check-objects.ts";
import { checkVersions } from "./check-versions.ts";
import { setUp } from "./setting.ts";
import { Witness } from "./witness.ts";
import { writeUntilKilled } from "./writers.ts";

/** A round ends after so many answers at most, and a little later, so that not every kill follows an answer. */
const answersMax = 250;
const lingerMsMax = 25;
/** Events of some rounds stay on their way through the next crash. */
const eventsAwaitedPercent = 40;
const orphanSecondsMax = 2;

interface Stage {
  readonly folder: string;
  /** In the environment of every function's process. */
  readonly mark: string;
  readonly random: Random;
  readonly witness: Witness;
  readonly newName: () => string;
}

/**
 * Kills the program `rounds` times while it is written to from all sides, and compares after every restart what is there
 * with what was acknowledged. Answers what happened, in a sentence. Rejects at the first broken promise.
 */
export async function runCrashes({ seed, rounds }: { readonly seed: number; readonly rounds: number }) {
  const folder = mkdtempSync(join(tmpdir(), "millrace-crash-"));
  let names = 0;
  const stage: Stage = {
    folder,
    mark: `crash-${process.pid}-${seed}`,
    random: new Random(seed),
    witness: new Witness(),
    newName: () => `${seed}/${names++}`,
  };
  let program = await startBareCloud(folder);
  const restartMs: number[] = [];
  try {
    await withClients(program, (clients) => setUp(clients, stage.mark));
    for (let round = 1; round <= rounds; round++) {
      try {
        await killWhileWriting(stage, program);
        program = await startBareCloud(folder);
        restartMs.push(program.readyMs);
        const awaitsEvents = round === rounds || stage.random.chance(eventsAwaitedPercent / 100);
        await withClients(program, (clients) => check(stage, clients, awaitsEvents));
      } catch (cause) {
        throw new Error(`Round ${round} of seed ${seed}: ${String(cause)}\n${program.output()}`, { cause });
      }
    }
    return await withClients(program, async (clients) => report(stage.witness, restartMs, await countRepeats(clients)));
  } finally {
    await program.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killWhileWriting({ mark, random, witness, newName }: Stage, program: BareCloud): Promise<void> {
  let isKilled = false;
  const answers = random.below(answersMax + 1);
  const lingerMs = random.below(lingerMsMax + 1);
  const kill = async (): Promise<void> => {
    await witness.answers(answers);
    await delay(lingerMs);
    isKilled = true;
    await program.end("SIGKILL");
  };
  await withClients(program, (clients) =>
    Promise.all([writeUntilKilled({ clients, witness, random: random.fork(), newName }, () => isKilled), kill()]),
  );
  const noneLeft = async (): Promise<true | undefined> => processesWith(mark).length === 0 || undefined;
  await eventually(noneLeft, orphanSecondsMax).catch(() =>
    assert.fail(`${processesWith(mark).length} processes of functions outlive the program`),
  );
}

async function check({ folder, witness }: Stage, clients: Clients, awaitsEvents: boolean): Promise<void> {
  await checkObjects(clients, witness);
  await checkVersions(clients, witness);
  await checkItems(clients, witness);
  await resumeUploads(clients, witness);
  await checkFiles(folder, witness);
  if (awaitsEvents) await checkEvents(clients, witness);
}

async function withClients<Result>(program: BareCloud, use: (clients: Clients) => Promise<Result>): Promise<Result> {
  const clients = clientsOf(program.endpoint);
  try {
    return await use(clients);
  } finally {
    closeClients(clients);
  }
}

function report({ totals }: Witness, restartMs: readonly number[], repeats: number): string {
  const sorted = [...restartMs].sort((a, b) => a - b);
  const [median, longest] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
  return [
    `${restartMs.length} crashes: ${totals.uploads} uploads, ${totals.deletions} deletions and ${totals.writes} writes`,
    ` were acknowledged and are there; every event was delivered, ${repeats} of them more than once;`,
    ` ready again after ${median.toFixed(0)} ms (median), ${longest.toFixed(0)} ms (longest)`,
  ].join("");
}
