import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { inferSchema } from "@millrace/pipeline";
import { defineCommand } from "../command.ts";
import { Obstacle, UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "<file>",
  wordsMax: 1,
  about: "Looks at a file and writes a first schema and reader for it, to be read and put right.",
  options: { json: { type: "boolean", says: "Print what was found as JSON, with a JSON Schema" } },
  examples: ["millrace infer orders.csv", "millrace infer orders.csv --json"],
  async run({ values, words: [word] }, { config, terminal }) {
    if (word === undefined) throw new UsageError("Cannot infer a schema from nothing: give a file");
    const path = resolve(config.workingFolder, word);
    if (!existsSync(path)) throw new Obstacle(`Cannot look at "${word}" as there is no such file`);
    const inferred = await inferSchema(createReadStream(path), word);
    if (values.json) return terminal.line(JSON.stringify(inferred));
    const { records, format, key, pii } = inferred;
    terminal.line(`// ${records} records of ${format}${key === undefined ? "" : `, told apart by ${key}`}`);
    if (pii.length > 0) terminal.line(`// these look as if they were about people: ${pii.join(", ")}`);
    process.stdout.write(inferred.typescript);
  },
});
