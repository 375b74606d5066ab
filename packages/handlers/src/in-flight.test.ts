import { describe, expect, it } from "vitest";
import { inFlight } from "./in-flight.ts";

describe("inFlight", () => {
  it("gives results in order and never has more under way than allowed", async () => {
    let underWay = 0;
    let most = 0;
    const work = async (input: number): Promise<number> => {
      most = Math.max(most, ++underWay);
      for (let turns = input % 4; turns >= 0; turns--) await Promise.resolve();
      underWay--;
      return input * 2;
    };
    const inputs = Array.from({ length: 50 }, (_, index) => index);

    const outputs = await inFlight(inputs, 7, work);

    expect(outputs).toEqual(inputs.map((input) => input * 2));
    expect(most).toBe(7);
  });

  it("throws the first failure and begins nothing more", async () => {
    const begun: number[] = [];
    const work = async (input: number): Promise<void> => {
      begun.push(input);
      await Promise.resolve();
      if (input === 3) throw new Error("three");
    };

    await expect(inFlight([1, 2, 3, 4, 5, 6, 7, 8], 2, work)).rejects.toThrow("three");
    for (let turns = 0; turns < 50; turns++) await Promise.resolve();

    expect(begun).toEqual([1, 2, 3, 4]);
  });
});
