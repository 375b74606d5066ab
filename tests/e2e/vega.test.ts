import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";
import {
  type Counts,
  csv,
  definePipeline,
  type FileFacts,
  type Outcome,
  type Pipeline,
  runPipeline,
} from "@millrace/pipeline";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { airports, flights, movies, routes, strikes } from "./vega-pipelines.ts";

const folder = fileURLToPath(new URL("../../node_modules/vega-datasets/data/", import.meta.url));
const fileOf = (name: string): string => join(folder, name);
const rowsOf = (name: string): Record<string, string>[] =>
  parse(readFileSync(fileOf(name)), { columns: true, bom: true });
const documentOf = (name: string): Record<string, unknown>[] => JSON.parse(readFileSync(fileOf(name), "utf8"));

interface Read {
  readonly outcomes: readonly Outcome[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly rejects: readonly Extract<Outcome, { readonly kind: "rejected" }>[];
  readonly counts: Counts | undefined;
  readonly facts: FileFacts | undefined;
}

async function read(pipeline: Pipeline, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Read> {
  const outcomes: Outcome[] = [];
  let counts: Counts | undefined;
  let facts: FileFacts | undefined;
  for await (const batch of runPipeline(pipeline, bytes, { name })) {
    outcomes.push(...batch.outcomes);
    counts = batch.counts;
    facts = batch.facts;
  }
  const rows = outcomes.flatMap((outcome) => (outcome.kind === "accepted" ? [outcome.items["table"] ?? {}] : []));
  const rejects = outcomes.flatMap((outcome) => (outcome.kind === "rejected" ? [outcome] : []));
  return { outcomes, rows, rejects, counts, facts };
}

const sum = (rows: readonly Readonly<Record<string, unknown>>[], field: string): number =>
  rows.reduce((total, row) => total + Number(row[field] ?? 0), 0);

describe("the airports of vega-datasets", () => {
  it("become the rows that another parser finds, and the bad ones rejects at their place", async () => {
    const expected = rowsOf("airports.csv");
    const isGood = (row: Record<string, string>) =>
      /^.{3}$/.test(String(row["iata"])) && /^.{2}$/.test(String(row["state"])) && row["city"] !== "";
    const bytes = readFileSync(fileOf("airports.csv"));

    const { rows, rejects, counts } = await read(airports, "airports.csv", createReadStream(fileOf("airports.csv")));

    expect(counts).toMatchObject({ records: expected.length, rejected: rejects.length, bytes: bytes.length });
    expect(rows.map((row) => row["iata"])).toEqual(expected.filter(isGood).map((row) => row["iata"]));
    expect(sum(rows, "latitude")).toBe(sum(expected.filter(isGood), "latitude"));
    expect(rejects.length).toBeGreaterThan(0);
    for (const { byteOffset, byteLength, raw, line } of rejects) {
      expect(bytes.toString("utf8", byteOffset, byteOffset + byteLength)).toBe(raw);
      expect(bytes.toString("utf8").split(/\r\n|\n/)[line - 1]).toBe(raw);
    }
  });
});

describe("the movies of vega-datasets", () => {
  it("become the rows that JSON.parse finds, with dirty titles and dates rejected by field", async () => {
    const expected = documentOf("movies.json");
    const hasTitle = (movie: Record<string, unknown>) => typeof movie["Title"] === "string";
    const hasDate = (movie: Record<string, unknown>) =>
      /^[A-Z][a-z]{2} \d{2} (19|20)\d{2}$/.test(String(movie["Release Date"]));
    const good = expected.filter((movie) => hasTitle(movie) && hasDate(movie));
    const bytes = readFileSync(fileOf("movies.json"));

    const { rows, rejects, counts } = await read(movies, "movies.json", createReadStream(fileOf("movies.json")));

    expect(counts).toMatchObject({ records: expected.length, accepted: good.length });
    expect(rows.map((row) => row["title"])).toEqual(good.map((movie) => movie["Title"]));
    expect(sum(rows, "gross")).toBe(sum(good, "US Gross"));
    expect(rejects.filter((reject) => reject.field === "title")).toHaveLength(
      expected.filter((movie) => !hasTitle(movie)).length,
    );
    expect(rejects.every((reject) => reject.field === "title" || reject.field === "year")).toBe(true);
    for (const { ordinal, byteOffset, byteLength, line } of rejects) {
      expect(JSON.parse(bytes.toString("utf8", byteOffset, byteOffset + byteLength))).toEqual(expected[ordinal - 1]);
      // The file has a bracket on its first line and a movie on each of the next.
      expect(line).toBe(ordinal + 1);
    }
  });
});

describe("the flights of vega-datasets", () => {
  it.each(["flights-2k.json", "flights-20k.json"])("of %s all become rows", async (name) => {
    const text = readFileSync(fileOf(name), "utf8");
    const expected = documentOf(name);

    const { rows, counts } = await read(flights, name, createReadStream(fileOf(name)));

    expect(counts).toMatchObject({ records: documentOf(name).length, bytes: Buffer.byteLength(text) });
    expect(rows).toHaveLength(expected.length);
    expect(sum(rows, "delay")).toBe(sum(expected, "delay"));
    expect(sum(rows, "distance")).toBe(sum(expected, "distance"));
  });

  it("between airports are counted the same from CSV, compressed and not", async () => {
    const expected = rowsOf("flights-airport.csv");
    const zipped = createReadStream(fileOf("flights-airport.csv")).pipe(createGzip());

    const plain = await read(routes, "flights-airport.csv", createReadStream(fileOf("flights-airport.csv")));
    const packed = await read(routes, "flights-airport.csv", zipped);

    expect(plain.counts).toMatchObject({ accepted: expected.length, rejected: 0 });
    expect(sum(plain.rows, "count")).toBe(sum(expected, "count"));
    expect(packed).toEqual(plain);
  });
});

describe("the bird strikes of vega-datasets", () => {
  it("are found under labels with blanks, and add up to the same cost", async () => {
    const expected = rowsOf("birdstrikes.csv");

    const { rows, counts } = await read(strikes, "birdstrikes.csv", createReadStream(fileOf("birdstrikes.csv")));

    expect(counts).toMatchObject({ records: expected.length, accepted: expected.length });
    expect(sum(rows, "cost")).toBe(sum(expected, "Cost Total $"));
  });
});

describe("every CSV file of vega-datasets", () => {
  const names = ["seattle-weather", "stocks", "species", "github", "sp500", "la-riots", "disasters", "us-employment"];

  it.each(names.map((name) => `${name}.csv`))("has the cells that another parser finds: %s", async (name) => {
    const everything = definePipeline({
      name: "cells",
      source: { bucket: "vega", prefix: "in/", formats: { csv: csv() } },
      schema: z.record(z.string(), z.string().optional()),
      parallel: { cells: (row) => row },
      consolidate: ({ cells }, { ordinal }) => ({ cells, ordinal }),
      sinks: (to) => ({ table: to.singleTable({ pk: () => "p", sk: (row) => String(row.ordinal) }) }),
    });
    const expected = rowsOf(name).map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, cell || undefined])),
    );

    const { rows } = await read(everything, name, createReadStream(fileOf(name)));

    expect(rows.map((row) => row["cells"])).toEqual(expected);
  });
});
