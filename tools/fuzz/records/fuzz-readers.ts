import { Random } from "../random.ts";
import { check } from "./check.ts";
import { mutated } from "./mutate.ts";
import { subjects } from "./subjects.ts";

export const formats: readonly string[] = Object.keys(subjects);

/** Gives `rounds` files to the reader of a format, most of them broken. Throws with the seed and the file of the first that goes wrong. */
export function fuzzReader(format: string, seed: number, rounds: number): void {
  const subject = subjects[format];
  if (subject === undefined) throw new Error(`There is no format "${format}": expected one of ${formats.join(", ")}`);
  for (let round = 0; round < rounds; round++) {
    const caseSeed = seed + round;
    const random = new Random(caseSeed);
    const written = Buffer.from(subject.write(random));
    const file = random.chance(0.3) ? written : mutated(random, written);
    try {
      check(subject, file, random);
    } catch (error) {
      throw new Error(`${format}, seed ${caseSeed}: ${JSON.stringify(file.toString("latin1"))}`, { cause: error });
    }
  }
}
