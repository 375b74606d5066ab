import { describe, expect, it } from "vitest";
import { readQuery } from "./query.ts";

/** What a query makes of messages, row by row. */
function ask(text: string, messages: readonly string[]) {
  const query = readQuery(text);
  for (const message of messages) query.add(new Map([["@message", message]]));
  const { rows, columns } = query.result(undefined);
  return rows.map((row) => columns.map((column) => row.get(column)));
}

describe("pattern", () => {
  it("puts messages together that differ in numbers, ids and names, the most frequent first", () => {
    const messages = [
      "INFO order 12:30:17 of alice took 12 ms",
      "INFO order 18 of bob took 7 ms",
      "ERROR cannot reach 10.0.0.1: refused",
      "INFO order 19 of carol took 900 ms",
    ];

    expect(ask("pattern @message", messages)).toEqual([
      ["INFO order <*> of <*> took <*> ms", 0.75, 3, "Info"],
      ["ERROR cannot reach <*>: refused", 0.25, 1, "Error"],
    ]);
  });

  it("keeps messages of other shapes apart", () => {
    const found = ask("pattern @message", ['{"id":1,"kind":"a"}', '{"id":2,"kind":"b"}', "plain text"]);

    expect(found.map(([text]) => text)).toEqual(['{"id":<*>,"kind":"<*>"}', "plain text"]);
  });

  it("goes on from what was found before, and others go on from it", () => {
    const messages = ["GET /a 200", "GET /b 200", "GET /b 404", "POST /c 500"];

    const found = ask('filter @message like "GET" | pattern @message | filter @sampleCount > 1 | limit 1', messages);

    expect(found).toEqual([["GET <*> <*>", 1, 3, "NA"]]);
  });
});
