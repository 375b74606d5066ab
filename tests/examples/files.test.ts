import { paginateListExecutions } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployed, deployExample } from "./deployed.ts";

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployExample("files");
});
afterAll(() => deployed.program.stop());

describe("examples/files", () => {
  it("reads every file through the workflow", async () => {
    const output = deployed.program.output();
    expect(output).toMatch(/partner-a\.csv +completed +29 rows stored +1 rejected/);
    expect(output).toMatch(/partner-b note 90\.json +completed +5 rows stored +0 rejected/);
    expect(output).toMatch(/partner-c\.xml +completed +3 rows stored +0 rejected/);

    const statuses: (string | undefined)[] = [];
    const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:files";
    for await (const { executions = [] } of paginateListExecutions({ client: deployed.sfn }, { stateMachineArn })) {
      statuses.push(...executions.map(({ status }) => status));
    }
    expect(statuses).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
  });

  it("has an item in Files for each, under its name as it was sent", async () => {
    const files = await deployed.rows("Files");

    expect(files.map((item) => [item["FileName"]?.S, item["Records"]?.N, item["Rejected"]?.N]).sort()).toEqual([
      ["notes/partner-a/partner-a.csv", "30", "1"],
      ["notes/partner-b/partner-b note 90.json", "5", "0"],
      ["notes/partner-c/partner-c.xml", "3", "0"],
    ]);
  });

  it("needs no right that its roles do not have, and no alarm rings", async () => {
    expect(await deployed.refused()).toEqual([]);
    const alarms = await deployed.alarms();
    expect(Object.keys(alarms)).toContain("files-workflow-failures");
    expect(Object.values(alarms)).not.toContain("ALARM");
  });
});
