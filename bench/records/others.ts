import { createReadStream } from "node:fs";
import { JSONParser } from "@streamparser/json";
import { parse as csvParse } from "csv-parse";
import Papa from "papaparse";
import { SaxesParser } from "saxes";
import { type BaseParse, inferSchema, initParser, type Parser } from "udsv";

/** Told of every record, in whichever shape its format gives it. */
export type Count = (value: unknown) => void;
export type Candidate = (file: string, count: Count) => Promise<void>;

/** As large as a read of S3's body gets, and what the file system likes. */
const readBytes = 1024 * 1024;

export const open = (file: string) => createReadStream(file, { highWaterMark: readBytes });

const openText = (file: string) => createReadStream(file, { highWaterMark: readBytes, encoding: "utf8" });

type Row = Readonly<Record<string, string>>;

/** The fastest parsers on npm for each format, and what the machine could do at most. */
export const others: Readonly<Record<string, Candidate>> = {
  "csv: nothing but read": async (file) => {
    for await (const _ of open(file));
  },
  "csv: each byte looked at": async (file, count) => {
    let lineFeeds = 0;
    for await (const block of open(file) as AsyncIterable<Buffer>) {
      for (let at = 0; at < block.length; at++) if (block[at] === 10) lineFeeds++;
    }
    count(lineFeeds);
  },
  "csv: uDSV, not strict": async (file, count) => {
    let parser: Parser | undefined;
    for await (const text of openText(file)) {
      parser ??= initParser(inferSchema(text));
      parser.chunk<Row>(text, parser.stringObjs as BaseParse<Row>, (row) => count(row));
    }
    parser?.end();
  },
  "csv: papaparse": (file, count) =>
    new Promise((complete, error) => {
      const chunk = ({ data }: { readonly data: readonly unknown[] }): void => data.forEach(count);
      Papa.parse(openText(file), { header: true, skipEmptyLines: true, chunk, complete: () => complete(), error });
    }),
  "csv: csv-parse with places": async (file, count) => {
    const parser = open(file).pipe(csvParse({ columns: true, bom: true, info: true }));
    for await (const { record } of parser) count(record);
  },
  "json: @streamparser/json": async (file, count) => {
    const parser = new JSONParser({ paths: ["$.*"], keepStack: false });
    parser.onValue = ({ value }) => count(value);
    for await (const block of open(file)) parser.write(block);
  },
  "xml: saxes, events only": async (file, count) => {
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => {
      if (name === "line") count({ line: { "@qty": attributes["qty"] } });
    });
    for await (const text of openText(file)) parser.write(text);
    parser.close();
  },
};
