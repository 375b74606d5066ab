import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";

describe("the preview of CSV", () => {
  it.each([
    [
      "plain cells",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "quotes, separators and line breaks in quotes",
      'a,b\r\n"x, ""y""","1\n2"',
      [
        ["a", "b"],
        ['x, "y"', "1\n2"],
      ],
    ],
    [
      "semicolons",
      "a;b\n1,5;2",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "tabs",
      "a\tb\n1,5\t2",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "bars",
      "a|b\n1|2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "empty cells",
      "a,,c\n,,",
      [
        ["a", "", "c"],
        ["", "", ""],
      ],
    ],
    ["nothing", "", []],
  ])("reads %s", (_, text, rows) => {
    expect(readCsv(text)).toEqual(rows);
  });
});
