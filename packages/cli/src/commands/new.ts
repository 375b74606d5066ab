import { copyFileSync, createReadStream, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type InferredSchema, inferSchema } from "@millrace/pipeline";
import { defineCommand } from "../command.ts";
import { Obstacle, UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "<folder>",
  wordsMax: 1,
  about: `Begins a pipeline in a new folder. From a file of a partner it takes reader, schema, key and what looks personal; read what it
wrote before you rely on it.`,
  options: {
    from: { type: "string", value: "<file>", says: "A file as a partner sends it" },
    name: { type: "string", value: "<name>", says: "The pipeline's name (default the folder's)" },
    postgres: { type: "boolean", says: "Store into PostgreSQL as well as into DynamoDB" },
  },
  examples: ["millrace new orders --from orders.csv", "millrace new people --from people.json --postgres"],
  async run({ values, words: [word] }, { config, terminal }) {
    if (word === undefined) throw new UsageError("Cannot begin nowhere: give a folder");
    if (values.from === undefined)
      throw new UsageError("Cannot guess what partners send: give a file of theirs with --from");
    const file = resolve(config.workingFolder, values.from);
    if (!existsSync(file)) throw new Obstacle(`Cannot begin from "${values.from}" as there is no such file`);
    const folder = resolve(config.workingFolder, word);
    if (existsSync(join(folder, "pipeline.ts")))
      throw new Obstacle(`Cannot begin in "${word}" as there is a pipeline.ts already`);
    const name =
      values.name ??
      basename(folder)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-");
    const inferred = await inferSchema(createReadStream(file), file);
    mkdirSync(join(folder, "samples"), { recursive: true });
    copyFileSync(file, join(folder, "samples", basename(file)));
    writeFileSync(join(folder, "pipeline.ts"), pipelineText(name, inferred, values.postgres));
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifestOf(name), undefined, 2)}\n`);
    terminal.line(
      `${terminal.green("made")} ${word}/pipeline.ts from ${inferred.records} records of ${inferred.format}`,
    );
    terminal.line(`Look at it, then: millrace up ${word} --samples`);
  },
});

const manifestOf = (name: string) => ({ name, private: true, type: "module", dependencies: { zod: "^4.0.0" } });

function pipelineText(name: string, inferred: InferredSchema, isIntoPostgres: boolean): string {
  const { format, key, pii, typescript } = inferred;
  const imports = ["definePipeline", format, ...(pii.length > 0 ? ["hash"] : [])].sort();
  const body = typescript
    .replace(
      /^import \{ \w+ \} from "@millrace\/pipeline";/,
      `import { ${imports.join(", ")} } from "@millrace/pipeline";`,
    )
    .replaceAll("export const ", "const ")
    .trimEnd();
  const keyOf = key === undefined ? "String(context.ordinal)" : `String(row${member(key)})`;
  const consolidate =
    key === undefined
      ? '({ row }, context) => ({ ...row, id: context.file.name + "#" + String(context.ordinal) })'
      : "({ row }) => row";
  const pk = key === undefined ? "row.id" : keyOf;
  const step =
    pii.length === 0
      ? "(row) => row"
      : `(row, context) => context.anonymise(row, { ${pii.map((field) => `${property(field)}: hash()`).join(", ")} })`;
  return `${body}

export default definePipeline({
  name: ${JSON.stringify(name)},
  source: {
    bucket: ${JSON.stringify(`${name}-files`)},
    prefix: "incoming/",
    formats: { ${format}: format },
    // incoming/partner/file was sent by partner.
    partnerFrom: (key) => key.split("/")[1],
  },
  schema,
${key === undefined ? "" : `  key: [${JSON.stringify(key)}],\n`}${pii.length === 0 ? "" : `  // These look as if they were about people; nothing stores them as they are.\n  pii: ${JSON.stringify(pii)},\n`}  run: { mode: "function" },
  parallel: { row: ${step} },
  consolidate: ${consolidate},
  sinks: (to) => ({
    table: to.singleTable({ pk: (row) => ${pk}, sk: () => ${JSON.stringify(name)} }),
${isIntoPostgres ? `    database: to.postgres({ table: ${JSON.stringify(name.replaceAll("-", "_"))}, key: [${JSON.stringify(key ?? "id")}] }),\n` : ""}  }),
});
`;
}

const property = (field: string): string => (/^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field));
const member = (field: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`;
