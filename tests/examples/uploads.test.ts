import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployed, deployExample } from "./deployed.ts";

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployExample("uploads");
});
afterAll(() => deployed.program.stop());

describe("examples/uploads", () => {
  it("stores the readings of both samples, and says why two of them are none", async () => {
    const output = deployed.program.output();

    expect(output).toMatch(/north\.csv +completed +38 rows stored +2 rejected/);
    expect(output).toMatch(/south\.json +completed +20 rows stored +0 rejected/);
    expect(output).toMatch(/line 13 +constraint-error +meterId +expected M- and five digits/);
    expect(await deployed.rows("uploads")).toHaveLength(58);
  });

  it("has an item for each file, with what became of it", async () => {
    const files = await deployed.rows("meter-upload-files");

    expect(files.map((item) => [item["FileName"]?.S, item["Status"]?.S]).sort()).toEqual([
      ["readings/partner-a/north.csv", "completed"],
      ["readings/partner-a/south.json", "completed"],
    ]);
  });

  it("needs no right that its roles do not have", async () => {
    expect(await deployed.refused()).toEqual([]);
  });
});
