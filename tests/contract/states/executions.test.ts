import { GetExecutionHistoryCommand, StartExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, ended, historyOf, jsonata, machine, only, run, start } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

describe("an execution", () => {
  it("fails when its history is full", async () => {
    const loop = { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } } };
    const arn = await start(cloud, loop);
    const { status, cause } = await ended(cloud, arn);
    const { events } = await cloud.states.send(
      new GetExecutionHistoryCommand({ executionArn: arn, reverseOrder: true, maxResults: 1 }),
    );

    expect([status, cause]).toEqual(["FAILED", "The execution reached the maximum number of history events (25000)."]);
    expect(events?.[0]).toMatchObject({ type: "ExecutionFailed", id: 25_000 });
  });

  it("fails when its data is too much", async () => {
    const grow = only(
      { Type: "Pass", Output: "{% $join($map([1..3000], function($v) { $string($v) & $states.input })) %}" },
      jsonata,
    );

    expect(await run(cloud, grow, "x".repeat(200))).toMatchObject({ error: "States.DataLimitExceeded" });
  });

  it("fails when an expression never ends", async () => {
    const endless = only({ Type: "Pass", Output: "{% ($f := function($n) { $f($n + 1) }; $f(1)) %}" }, jsonata);

    expect(await run(cloud, endless)).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  });

  it("times out as its machine says", async () => {
    const arn = await start(cloud, { TimeoutSeconds: 60, ...only({ Type: "Wait", Seconds: 600 }) });
    await eventually(async () => ((await historyOf(cloud, arn)).length === 2 ? true : undefined));
    cloud.cloud.advanceClock(60_000);

    expect((await ended(cloud, arn)).status).toBe("TIMED_OUT");
  });

  it("is aborted by StopExecution", async () => {
    const arn = await start(cloud, only({ Type: "Wait", Seconds: 600 }));
    await cloud.states.send(new StopExecutionCommand({ executionArn: arn, error: "Stopped", cause: "by hand" }));

    expect(await ended(cloud, arn)).toMatchObject({ status: "ABORTED", error: "Stopped", cause: "by hand" });
    expect((await historyOf(cloud, arn)).at(-1)).toEqual([
      3,
      2,
      "ExecutionAborted",
      { error: "Stopped", cause: "by hand" },
    ]);
  });

  it("is the same for the same name and input while it runs", async () => {
    const stateMachineArn = await machine(cloud, only({ Type: "Wait", Seconds: 600 }));
    const begin = (input: string) =>
      cloud.states.send(new StartExecutionCommand({ stateMachineArn, name: "once", input }));
    const one = await begin("{}");
    const again = await begin("{}");

    expect(again).toMatchObject({ executionArn: one.executionArn, startDate: one.startDate });
    await expect(begin('{"a":1}')).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  });

  it("is read page by page, in both directions", async () => {
    const arn = await start(
      cloud,
      only({
        Type: "Map",
        MaxConcurrency: 1,
        ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
      }),
      [1, 2, 3],
    );
    await ended(cloud, arn);
    const ids = async (reverseOrder: boolean) => {
      const found: (number | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await cloud.states.send(
          new GetExecutionHistoryCommand({
            executionArn: arn,
            maxResults: 4,
            reverseOrder,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
        );
        found.push(...(page.events ?? []).map(({ id }) => id));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    };
    const all = Array.from({ length: 18 }, (_, at) => at + 1);

    expect(await ids(false)).toEqual(all);
    expect(await ids(true)).toEqual([...all].reverse());
  });
});
