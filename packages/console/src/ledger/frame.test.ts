import { describe, expect, it } from "vitest";
import { frameOf } from "./frame.ts";

/** The file with only `record` in it. */
function only(format: string, text: string, record: string, labels: readonly string[] = []): string {
  const { headEnd, tailStart } = frameOf(format, { text, record: text.indexOf(record), labels });
  return text.slice(0, headEnd) + record + text.slice(tailStart);
}

describe("the frame of a record", () => {
  it.each([
    ["a header", "id,name\n1,a\n2,b\n", "2,b", ["id", "name"], "id,name\n2,b"],
    ["a title above the header", "Orders\nid;name\n1;a\n2;b\n", "2;b", ["id", "name"], "Orders\nid;name\n2;b"],
    ["a header in quotes", '"id","name"\n1,a\n2,b\n', "2,b", ["id", "name"], '"id","name"\n2,b'],
    ["no header, though the definition has labels", "1,a\n2,b\n", "2,b", ["id", "name"], "2,b"],
  ])("is, in CSV, %s", (_, text, record, labels, expected) => {
    expect(only("csv", text, record, labels)).toBe(expected);
  });

  it.each([
    ["the array around it", '[{"a":1},{"a":2}]', '{"a":2}', '[{"a":2}]'],
    ["arrays in objects", '{"n":[1],"o":[{"a":[1]},{"a":2}],"z":[3]}', '{"a":2}', '{"n":[1],"o":[{"a":2}],"z":[3]}'],
    ["brackets in texts", '["]\\"[",{"a":1},{"a":2}]', '{"a":1}', '[{"a":1}]'],
    ["nothing, of values one after the other", '{"a":1}\n{"a":2}', '{"a":2}', '{"a":2}'],
  ])("is, in JSON, %s", (_, text, record, expected) => {
    expect(only("json", text, record)).toBe(expected);
  });

  it.each([
    ["the element around it", "<os><o>1</o><o>2</o></os>", "<o>2</o>", "<os><o>2</o></os>"],
    [
      "what stands before the first",
      '<?xml version="1.0"?><r><h a="<o>"/><os><o/><o>2</o></os></r>',
      "<o>2</o>",
      '<?xml version="1.0"?><r><h a="<o>"/><os><o>2</o></os></r>',
    ],
    ["not what a comment says", "<os><!-- <o> --><o>1</o><o>2</o></os>", "<o>2</o>", "<os><!-- <o> --><o>2</o></os>"],
  ])("is, in XML, %s", (_, text, record, expected) => {
    expect(only("xml", text, record)).toBe(expected);
  });

  it("is nothing in lines of JSON", () => {
    expect(only("ndjson", '{"a":1}\n{"a":2}\n', '{"a":2}')).toBe('{"a":2}');
  });
});
