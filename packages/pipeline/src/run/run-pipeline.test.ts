import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { csv } from "../csv/csv.ts";
import { type Definition, definePipeline } from "../define-pipeline.ts";
import { json } from "../json/json.ts";
import { ndjson } from "../json/ndjson.ts";
import type { Lookups } from "../lookups/lookup.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import { hash } from "../protect/actions.ts";
import type { StepContext } from "../step-context.ts";
import { xml } from "../xml/xml.ts";
import type { Outcome } from "./outcome.ts";
import { runPipeline } from "./run-pipeline.ts";

const schema = z.object({ id: z.string(), email: z.email(), amount: z.coerce.number().min(0) });
type Step = (row: object, context: StepContext) => unknown;

const pipelineOf = (
  change: Partial<Definition<typeof schema, "email", object, object, Lookups>> = {},
  step?: Step,
): Pipeline =>
  definePipeline({
    name: "payments",
    source: {
      bucket: "b",
      prefix: "in/",
      formats: { csv: csv(), json: json(), ndjson: ndjson(), xml: xml({ record: "p" }) },
    },
    schema,
    pii: ["email"],
    parallel: {
      row: step ?? ((row, context) => context.anonymise(row as { email: string }, { email: hash() })),
    } as Record<string, Step>,
    consolidate: ({ row }) => row as object,
    sinks: (to) => ({ table: to.singleTable({ pk: (row) => Reflect.get(row, "id"), sk: () => "s" }) }),
    ...(change as object),
  });

async function* chunksOf(...chunks: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

interface Ended {
  readonly outcomes: readonly Outcome[];
  readonly error: unknown;
}

async function run(pipeline: Pipeline, bytes: AsyncIterable<Uint8Array>, name = "in/acme/file"): Promise<Ended> {
  const outcomes: Outcome[] = [];
  try {
    for await (const batch of runPipeline(pipeline, bytes, { name, hashKey: "key" })) outcomes.push(...batch.outcomes);
  } catch (error) {
    return { outcomes, error };
  }
  return { outcomes, error: undefined };
}

const good = "id,email,amount\n1,ann@example.com,5\n";

describe("runPipeline", () => {
  it.each([
    ["CSV", good],
    ["JSON", '[{"id":"1","email":"ann@example.com","amount":5}]'],
    ["NDJSON", '{"id":"1","email":"ann@example.com","amount":5}\n{"id":"2","email":"bo@example.com","amount":6}\n'],
    ["XML", "<a><p><id>1</id><email>ann@example.com</email><amount>5</amount></p></a>"],
    ["gzipped CSV", gzipSync(good)],
  ])("makes the same item of %s, whatever the file is called", async (_, text) => {
    const { outcomes } = await run(pipelineOf(), chunksOf(text), "in/misnamed.bin");

    expect(outcomes[0]).toMatchObject({
      kind: "accepted",
      ordinal: 1,
      items: { table: { PK: "1", SK: "s", id: "1", amount: 5, email: expect.stringMatching(/^[\w-]{43}$/) } },
    });
  });

  it("rejects a record with every issue it has, and shows nothing personal of it", async () => {
    const { outcomes } = await run(pipelineOf(), chunksOf("id,email,amount\n1,ann at example,many\n"));

    expect(outcomes).toMatchObject([
      {
        code: "constraint-error",
        field: "email",
        message: expect.stringMatching(/^email: .*; amount: /),
        raw: "1,xxx xx xxxxxxx,many",
      },
    ]);
  });

  it("keeps the raw record as it is where the definition asks for it", async () => {
    const { outcomes } = await run(pipelineOf({ rejects: { raw: "whole" } }), chunksOf("id,email,amount\n1,ann,5\n"));

    expect(outcomes).toMatchObject([{ raw: "1,ann,5" }]);
  });

  it("rejects what a step gives up or throws, and hides what is personal in the message", async () => {
    const step: Step = (row, context) => {
      if (Reflect.get(row, "id") === "1") return context.reject("too-late", "ann@example.com is late", "amount");
      throw new Error("out of order");
    };

    const { outcomes } = await run(pipelineOf({}, step), chunksOf(`${good}2,bo@example.com,6\n`));

    expect(outcomes).toMatchObject([
      { code: "too-late", field: "amount", message: "xxx@xxxxxxx.xxx is late" },
      { code: "step-error", message: "out of order" },
    ]);
  });

  it("keeps the order of the file where steps take their time", async () => {
    const step: Step = async (row, context) => {
      for (let turns = context.ordinal % 3; turns > 0; turns--) await Promise.resolve();
      return { id: Reflect.get(row, "id") };
    };
    const rows = Array.from({ length: 1000 }, (_, index) => `${index},a@b.co,1\n`);

    const { outcomes } = await run(pipelineOf({}, step), chunksOf("id,email,amount\n", ...rows));

    expect(outcomes.map((outcome) => outcome.kind === "accepted" && outcome.items["table"]?.["PK"])).toEqual(
      rows.map((_, index) => String(index)),
    );
  });

  it("stops before a personal value reaches a sink, however it got past the compiler", async () => {
    const { error } = await run(
      pipelineOf({}, (row) => ({ id: "1", deep: { row } })),
      chunksOf(good),
    );

    expect(error).toMatchObject({ code: "personal-data", data: { field: "deep.row.email" } });
  });

  it("tells a step who sent the file", async () => {
    const source = {
      bucket: "b",
      prefix: "in/",
      formats: { csv: csv() },
      partnerFrom: (name: string) => name.split("/")[1],
    };
    const step: Step = (_, context) => ({ id: "1", partner: context.file.partner });

    const { outcomes } = await run(pipelineOf({ source }, step), chunksOf(good));

    expect(outcomes).toMatchObject([{ items: { table: { partner: "acme" } } }]);
  });

  it("rejects a row whose key is not text or belongs to the ledger", async () => {
    const rows = "id,email,amount\n,a@b.co,1\nmillrace#x,a@b.co,1\n";
    const loose = pipelineOf({ schema: schema.extend({ id: z.string().optional() }) as unknown as typeof schema });

    const { outcomes } = await run(loose, chunksOf(rows));

    expect(outcomes).toMatchObject([
      { code: "step-error", message: expect.stringContaining('key "PK"') },
      { code: "step-error", message: expect.stringContaining("belongs to the ledger") },
    ]);
  });
});

describe("runPipeline, with files that fail,", () => {
  const bad = "id,email,amount\n1,a@b.co,1\n2,x,1\n3,x,1\n4,a@b.co,1\n";

  it.each([
    [{ maxErrors: 1 }, "too-many-errors"],
    [{ maxErrors: 2 }, undefined],
    [{ maxErrorRate: 0.4 }, "too-many-errors"],
    [{ maxErrorRate: 0.5 }, undefined],
  ])("obeys the quarantine %j, with all rejects told first", async (quarantine, code) => {
    const { outcomes, error } = await run(pipelineOf({ quarantine }), chunksOf(bad));

    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["accepted", "rejected", "rejected", "accepted"]);
    expect(error instanceof PipelineError ? error.code : undefined).toBe(code);
  });

  it.each([
    ["nothing", "", "empty-file"],
    ["blanks", " \r\n \n", "empty-file"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000", "hex"), "unknown-format"],
    ["noise", Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7) % 32)), "unknown-format"],
    ["half a gzip", gzipSync(good.repeat(1000)).subarray(0, 60), "compression-error"],
    ["a document cut off", '[{"id":"1"', "format-error"],
  ])("says by name what is wrong with %s", async (_, bytes, code) => {
    const { error } = await run(pipelineOf(), chunksOf(bytes));

    expect(error).toMatchObject({ name: "PipelineError", code });
  });

  it("passes on what goes wrong at the source, compressed or not", async () => {
    const broken = async function* (first: Buffer) {
      yield first;
      throw new Error("connection lost");
    };

    const plain = await run(pipelineOf(), broken(Buffer.from(good.repeat(5000))));
    const zipped = await run(pipelineOf(), broken(gzipSync(good.repeat(5000)).subarray(0, 40)));

    expect(plain.error).toMatchObject({ message: "connection lost" });
    expect(zipped.error).toMatchObject({ message: "connection lost" });
  });

  it("leaves the source alone as soon as nobody takes more", async () => {
    let ended = false;
    const endless = async function* () {
      try {
        yield Buffer.from("id,email,amount\n");
        for (;;) yield Buffer.from("1,a@b.co,1\n".repeat(1000));
      } finally {
        ended = true;
      }
    };

    for await (const batch of runPipeline(pipelineOf(), endless(), { name: "x", hashKey: "k" })) {
      if (batch.counts.records > 100_000) break;
    }

    expect(ended).toBe(true);
  });
});
