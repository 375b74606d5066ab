import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { checkFile, type Pipeline } from "@millrace/pipeline";
import { type Cost, type MonthlyLoad, monthlyCost, planPipeline, pricesOf, type Way, wayOf } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { readBytes } from "../operate/read-bytes.ts";
import { readDefinition } from "../project/load-project.ts";
import { withoutSteps } from "../project/without-steps.ts";
import { columns, estimate } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Estimates what a pipeline costs on AWS in a month, and compares one function per file with the workflow. Sizes are taken from
the pipeline's samples where nothing is said. List prices of us-east-1, without free tiers.`,
  options: {
    files: { type: "string", value: "<n>", says: "Files a month (1000)" },
    size: { type: "string", value: "<bytes>", says: "Size of a file: 200kB, 64MB, 1GB" },
    records: { type: "string", value: "<n>", says: "Records in a file" },
    json: { type: "boolean", says: "Print it as JSON" },
  },
  examples: ["millrace cost examples/orders", "millrace cost --files 30000 --size 5MB --records 40000"],
  async run({ values, words }, { config, terminal }) {
    const folder = resolve(config.workingFolder, words[0] ?? ".");
    const { pipeline } = await readDefinition(folder);
    const load = await loadOf(pipeline, folder, values);
    const way = wayOf(pipeline, load);
    const cost = costOn(pipeline, load, way);
    const otherWay = way === "function" ? "workflow" : "function";
    const other = costOn(pipeline, load, otherWay);
    if (values.json) {
      return terminal.line(
        JSON.stringify({ pipeline: pipeline.name, load, way, ...cost, other: { way: otherWay, ...other } }),
      );
    }
    terminal.line(
      `${terminal.bold(pipeline.name)}: ${count(load.files)} files a month of ${megabytes(load.bytes)} and ${count(load.records)} records, ${ways[way]}`,
    );
    terminal.line();
    const rows = [...cost.lines]
      .sort((a, b) => b.usd - a.usd)
      .map(({ service, usd, why }) => [service, dollars(usd), why]);
    for (const line of columns([...rows, ["together", dollars(cost.usd), perFile(cost, load)]]))
      terminal.line(`  ${line}`);
    terminal.line();
    terminal.line(`  ${ways[otherWay]}: ${dollars(other.usd).trim()} a month`);
    terminal.line(
      terminal.dim(`  An estimate with list prices of us-east-1, ${pricesOf}; AWS's bill says what it was`),
    );
  },
});

const ways: Readonly<Record<Way, string>> = {
  function: "each read by one function",
  workflow: "each read by the workflow in chunks",
};

/** The plan too is another one: without a workflow there are none of its functions and alarms. */
function costOn(pipeline: Pipeline, load: MonthlyLoad, way: Way): Cost {
  const drawn = { ...pipeline, needs: { ...pipeline.needs, workflow: way === "workflow" } };
  return monthlyCost(drawn, planPipeline(drawn), load, { way });
}

type Given = { readonly [Name in "files" | "size" | "records"]: string | undefined };

async function loadOf(pipeline: Pipeline, folder: string, given: Given): Promise<MonthlyLoad> {
  const files = given.files === undefined ? 1000 : numberOf("--files", given.files);
  const isWhole = given.size !== undefined && given.records !== undefined;
  const sample = isWhole ? undefined : await sampleOf(pipeline, folder);
  const bytes = given.size === undefined ? sample?.bytes : readBytes("--size", given.size);
  const perByte = sample === undefined || sample.bytes === 0 ? 0 : sample.records / sample.bytes;
  const records =
    given.records === undefined ? Math.round(perByte * (bytes ?? 0)) : numberOf("--records", given.records);
  if (bytes === undefined || (sample === undefined && !isWhole)) {
    throw new UsageError(
      `Cannot estimate without knowing the files: give --size and --records, or put files into ${join(folder, "samples")}`,
    );
  }
  return { files, bytes, records, rejected: sample?.rejected ?? 0 };
}

interface Sample {
  readonly bytes: number;
  readonly records: number;
  readonly rejected: number;
}

/** The mean of the files that the pipeline has as samples; undefined when it has none. */
async function sampleOf(pipeline: Pipeline, folder: string): Promise<Sample | undefined> {
  const names = await readdir(join(folder, "samples")).catch(() => []);
  const sums = { bytes: 0, records: 0, rejected: 0 };
  for (const name of names) {
    const path = join(folder, "samples", name);
    const { counts } = await checkFile(withoutSteps(pipeline), createReadStream(path), {
      name: `${pipeline.source.prefix}partner/${name}`,
      hashKey: "cost",
      rejectsMax: 0,
    });
    sums.bytes += (await stat(path)).size;
    sums.records += counts.records;
    sums.rejected += counts.rejected;
  }
  const { length } = names;
  if (length === 0) return undefined;
  return { bytes: sums.bytes / length, records: sums.records / length, rejected: sums.rejected / length };
}

function numberOf(option: string, text: string): number {
  const value = Number(text.replaceAll(/[_,]/g, ""));
  if (text === "" || !(value >= 0)) throw new UsageError(`${option} is "${text}": expected a number`);
  return value;
}

const count = (value: number): string => Math.round(value).toLocaleString("en-US");
const megabytes = (bytes: number): string =>
  bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
const dollars = (usd: number): string => `$${usd.toFixed(2)}`.padStart(10);
const perFile = ({ usd }: Cost, { files }: MonthlyLoad): string =>
  files === 0 ? "" : `${estimate(usd / files)} a file`;
