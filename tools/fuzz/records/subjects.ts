import { csv, fixed, json, ndjson, type Reader, xml } from "@millrace/pipeline";
import { parse } from "csv-parse/sync";
import type { Random } from "../random.ts";
import { naiveXml } from "./naive-xml.ts";

/** A reader, how to write files for it, and somebody else's opinion of them. */
export interface Subject {
  readonly reader: Reader;
  readonly write: (random: Random) => string;
  /** The values of a file's records; undefined where there is no opinion on it. Throws where the file is not sound. */
  readonly oracle: (text: string) => readonly unknown[] | undefined;
  /** What is a line break. */
  readonly lineBreak: RegExp;
}

const words = [
  "",
  "a",
  "0",
  "-1.5e3",
  "Zoë",
  "日本",
  "😀",
  "x y",
  'say "hi"',
  "a,b",
  "a;b",
  "l1\nl2",
  "&<>'",
  "]]>",
  "__proto__",
] as const;

const list = <Item>(random: Random, max: number, make: () => Item): readonly Item[] =>
  Array.from({ length: random.below(max + 1) }, make);

const labels = ["id", "name", "note"] as const;

function csvText(random: Random): string {
  const lineEnd = random.pick(["\n", "\r\n", "\n"]);
  const cell = (text: string): string =>
    /[",;\n]/.test(text) || random.chance(0.2) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = list(random, 12, () => labels.map(() => cell(random.pick(words))).join(","));
  return [labels.join(","), ...rows].join(lineEnd) + (random.chance(0.8) ? lineEnd : "");
}

/** As strict as it can be told to be. It takes a carriage return for a line break only where all of them are, so on those it is not asked. */
function csvOracle(text: string): readonly unknown[] | undefined {
  if (/[\r\0]/.test(text)) return undefined;
  const [header, ...rows] = parse(text) as readonly string[][];
  // Of one column, a blank line is a missing value to some, and no record to others.
  if (header?.length === 1) return undefined;
  if (header?.some((label, index) => label === "" || header.indexOf(label) !== index)) throw new Error("labels");
  return rows.map((cells) =>
    Object.fromEntries((header ?? []).map((label, index) => [label, cells[index] || undefined])),
  );
}

function jsonValue(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 4 : 6);
  if (kind === 0) return random.pick([0, -1, 1.5, 1e21, 123_456_789_012_345]);
  if (kind === 1) return random.pick([true, false, null]);
  if (kind === 4) return list(random, 3, () => jsonValue(random, depth + 1));
  if (kind === 5) {
    const members = list(random, 3, () => [random.pick(["a", "b", "c d", "é"]), jsonValue(random, depth + 1)] as const);
    return Object.fromEntries(members);
  }
  return random.pick(words);
}

const spaced = (random: Random, value: unknown): string => JSON.stringify(value, undefined, random.pick([0, 0, 1]));

const ndjsonText = (random: Random): string =>
  list(random, 8, () => (random.chance(0.1) ? "" : JSON.stringify(jsonValue(random)))).join(
    random.pick(["\n", "\r\n"]),
  );

const isBlank = (line: string): boolean => /^[ \t\r\v\f]*$/.test(line);

/** JSON.parse rounds numbers of so many digits. */
const longNumber = /[\d.]{16}/;

function jsonOracle(text: string): readonly unknown[] | undefined {
  if (longNumber.test(text)) return undefined;
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value : [value];
}

const ndjsonOracle = (text: string): readonly unknown[] | undefined =>
  longNumber.test(text)
    ? undefined
    : text
        .split("\n")
        .filter((line) => !isBlank(line))
        .map((line) => JSON.parse(line) as unknown);

function element(random: Random, name: string, depth = 0): string {
  const attributes = labels.filter(() => random.chance(0.3)).map((label) => ` ${label}=${attributeText(random)}`);
  const inside = list(random, depth > 2 ? 1 : 3, () => content(random, depth));
  const tag = name + attributes.join("");
  return inside.length === 0 && random.chance(0.5) ? `<${tag}/>` : `<${tag}>${inside.join("")}</${name}>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const attributeText = (random: Random): string =>
  random.chance(0.7) ? `"${escaped(random.pick(words))}"` : `'${random.pick(["a", "&#233;", "&#x1F600;"])}'`;

function content(random: Random, depth: number): string {
  const kind = random.below(6);
  if (kind === 0) return `<![CDATA[${random.pick(["a<b", "", "&amp;"])}]]>`;
  if (kind === 1) return `<!-- ${random.pick(["a", "<b>", "-"])} -->`;
  if (kind === 2) return random.pick(["\n", "  ", "\r\n"]);
  return kind === 3 ? escaped(random.pick(words)) : element(random, random.pick(["a", "b", "c"]), depth + 1);
}

const xmlText = (random: Random): string =>
  `${random.chance(0.5) ? '<?xml version="1.0"?>\n' : ""}<all>${list(random, 5, () => element(random, "r") + random.pick(["", "\n"])).join("")}</all>`;

const width = 4;

const fixedText = (random: Random): string =>
  list(random, 10, () => labels.map(() => random.pick(["", "a", "éé", "abcd", "1"]).padEnd(width)).join("")).join("\n");

/** Cut by characters, blanks around the text taken off; a line without text is none of this oracle's business. */
function fixedOracle(text: string): readonly unknown[] | undefined {
  const lines = text.replace(/\n$/, "").split("\n");
  if (lines.some((line) => line.trim() === "" || line.length !== width * labels.length) || /[^\n -~é]/.test(text))
    return undefined;
  return lines.map((line) =>
    Object.fromEntries(
      labels.map((label, index) => [label, line.slice(index * width, (index + 1) * width).trim() || undefined]),
    ),
  );
}

export const subjects: Readonly<Record<string, Subject>> = {
  csv: { reader: csv({ delimiter: "," }), write: csvText, oracle: csvOracle, lineBreak: /\r\n|\n|\r/g },
  ndjson: { reader: ndjson(), write: ndjsonText, oracle: ndjsonOracle, lineBreak: /\n/g },
  json: {
    reader: json(),
    write: (random) =>
      spaced(
        random,
        list(random, 6, () => jsonValue(random)),
      ),
    oracle: jsonOracle,
    lineBreak: /\n/g,
  },
  xml: { reader: xml({ record: "r" }), write: xmlText, oracle: (text) => naiveXml(text, "r"), lineBreak: /\n/g },
  fixed: {
    reader: fixed({ columns: { id: [1, width], name: [width + 1, width * 2], note: [width * 2 + 1, width * 3] } }),
    write: fixedText,
    oracle: fixedOracle,
    lineBreak: /\n/g,
  },
};
