import { describe, expect, it } from "vitest";
import { formats, fuzzReader } from "./fuzz-readers.ts";

describe("a reader", () => {
  it.each(formats)(
    "of %s says of any file what is in it, where it is, and nothing else",
    (format) => {
      expect(() => fuzzReader(format, 1, 400)).not.toThrow();
    },
    30_000,
  );
});
