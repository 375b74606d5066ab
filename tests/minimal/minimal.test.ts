import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noPostgres } from "../support/postgres.ts";
import { examples } from "./examples.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { type Scenario, scenariosOf } from "./scenarios.ts";
import { nameOf, openStage, type Right, type Stage } from "./stage.ts";

/**
 * What nothing in the cloud asks for at run time: AWS uses it in the role's name, to put a function into a network, and to follow and stop the
 * executions of a distributed Map. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions,
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
const usedByAws = ({ action, sid }: Right): boolean =>
  action.startsWith("ec2:") || ["FollowChunks", "StopChunks"].includes(sid);

const quietMs = 250;
const minute = 60_000;
const stepsMax = 40;
/** Only then is time moved, so that attempts come again, and waits end. */
const stepsOfRealTime = 8;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What comes of a scenario, once it is what is wanted or nothing changes any more. */
async function play(stage: Stage, scenario: Scenario, wanted?: Outcome): Promise<Outcome> {
  await scenario.run(stage);
  let last = "";
  let isStill = 0;
  for (let step = 0; ; step++) {
    const outcome = { ...(await outcomeOf(stage.clients, scenario.functions)), ...(await scenario.ask?.(stage)) };
    const text = JSON.stringify(outcome);
    if (wanted !== undefined && text === JSON.stringify(wanted)) return outcome;
    isStill = text === last ? isStill + 1 : 0;
    if (step >= stepsMax || (step > stepsOfRealTime + 8 && isStill >= 4)) return outcome;
    last = text;
    await wait(quietMs);
    if (step >= stepsOfRealTime) await stage.advance(minute);
  }
}

interface Shown {
  readonly scenario: Scenario;
  readonly outcome: Outcome;
  readonly used: ReadonlySet<string>;
}

describe.each(examples)("the rights of examples/$name", (example) => {
  let stage: Stage;
  const shown: Shown[] = [];
  beforeAll(async () => {
    stage = await openStage(example.name);
    for (const scenario of scenariosOf(example, stage)) {
      await stage.reset();
      shown.push({ scenario, outcome: await play(stage, scenario), used: await stage.used() });
    }
  });
  afterAll(() => stage.stop());

  it.skipIf(example.needsPostgres && noPostgres !== undefined)(
    "are each made use of, and without any one something fails",
    async () => {
      const failures: string[] = [];
      for (const right of stage.rights.filter((one) => !usedByAws(one))) {
        const by = shown.filter(({ used }) => used.has(nameOf(right)));
        const told = `${right.role} ${right.sid} (${right.action})`;
        if (by.length === 0) {
          failures.push(`${told} is never used`);
          continue;
        }
        if (!(await isMissed(stage, right, by))) failures.push(`${told} is not missed when it is gone`);
      }

      expect(stage.rights.length).toBeGreaterThan(10);
      expect(failures).toEqual([]);
    },
  );
});

/** Whether something else comes of at least one of the scenarios without a right. */
async function isMissed(stage: Stage, right: Right, shown: readonly Shown[]): Promise<boolean> {
  for (const { scenario, outcome } of shown) {
    await stage.reset();
    await stage.takeAway(right);
    const without = await play(stage, scenario, outcome);
    if (JSON.stringify(without) !== JSON.stringify(outcome)) return true;
  }
  return false;
}
