import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ByteRange, planChunks } from "../chunks/plan-chunks.ts";
import { readChunk } from "../chunks/read-chunk.ts";
import { RecordChecker } from "../contract/record-checker.ts";
import { csv } from "../csv/csv.ts";
import { definePipeline } from "../define-pipeline.ts";
import type { Contract } from "../definition/settings.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import { drop, encrypt, generalise, hash, mask } from "../protect/actions.ts";
import type { Rejected } from "../record.ts";
import { Consolidation } from "../run/consolidate-chunk.ts";
import type { Accepted } from "../run/outcome.ts";
import { runBranch } from "../run/run-branch.ts";
import { runPipeline } from "../run/run-pipeline.ts";
import { runTools } from "../run/run-tools.ts";
import { jsonText } from "../sinks/json-text.ts";
import { ndjsonLines } from "../sinks/ndjson-lines.ts";
import { planOfBranch } from "./direct-plan.ts";

const schema = z.object({
  id: z.string().regex(/^[^x]/),
  amount: z.coerce.number().min(-1e6),
  count: z.coerce.number().int().optional(),
  kind: z.enum(["a", "é", '"', "b,c"]),
  name: z.string(),
  email: z.string().min(2).optional(),
  day: z.string().nullable(),
  secret: z.string().optional(),
});

const columns = [...Object.keys(schema.shape), "unknown"];

interface Options {
  readonly key: readonly "id"[];
  readonly contract: Contract;
}

/** The same pipeline twice: one whose steps look at nothing, and one that copies each row, which only rows can be. */
const twice = ({ key, contract }: Options): readonly [direct: Pipeline, long: Pipeline] => {
  const define = (copy: <Row extends object>(row: Row) => Row): Pipeline =>
    definePipeline({
      name: "direct",
      source: { bucket: "b", prefix: "in/", formats: { csv: csv({ delimiter: ",", encoding: "utf-8" }) } },
      schema,
      key,
      contract,
      pii: ["name", "email", "day", "secret"],
      parallel: {
        safe: (row, context) =>
          context.anonymise(row, {
            name: mask({ keepFirst: 1, keepLast: 2 }),
            email: hash(),
            day: generalise("month"),
            secret: drop(),
            count: encrypt(),
          }),
      },
      consolidate: ({ safe }) => copy(safe),
      sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
    });
  return [define((row) => row), define((row) => ({ ...row }))];
};

async function* bytesOf(text: string, start = 0, end?: number): AsyncGenerator<Buffer> {
  yield Buffer.from(text).subarray(start, end);
}

async function outcomesOf(pipeline: Pipeline, text: string) {
  const accepted: Accepted[] = [];
  const told: unknown[] = [];
  let end: unknown;
  try {
    for await (const { outcomes, counts, drift } of runPipeline(pipeline, bytesOf(text), { name: "f", hashKey: "k" })) {
      for (const outcome of outcomes) {
        const { ordinal, line, byteOffset, byteLength } = outcome;
        told.push(
          outcome.kind === "rejected"
            ? outcome
            : { ordinal, line, byteOffset, byteLength, items: jsonText(outcome.items) },
        );
        if (outcome.kind === "accepted") accepted.push(outcome);
      }
      end = { counts, drift };
    }
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    end = error.message;
  }
  const { bytes, count } = ndjsonLines(accepted, "rows");
  const isDirect = accepted.some(({ json }) => json !== undefined);
  return { isDirect, result: { told, end, count, lines: bytes.toString() } };
}

/** As the functions of a workflow do it: in pieces, each branch on its own, and then put together. */
async function linesOfPieces(pipeline: Pipeline, content: string): Promise<string> {
  const readers = Object.values(pipeline.source.formats);
  const options = { name: "f", hashKey: "k" };
  const plan = await planChunks(readers, bytesOf(content), { name: "f.csv", chunkBytes: 40 });
  const open = async ({ start, end }: ByteRange) => bytesOf(content, start, end);
  const accepted: (Accepted | Rejected)[] = [];
  for (const chunk of plan.chunks) {
    const tools = runTools(pipeline, options);
    const direct = planOfBranch(pipeline, "safe", tools.anonymiser);
    const reads = readChunk(chunk, { readers, plan, open, direct });
    const checker = new RecordChecker(pipeline, reads.reader.fields);
    const consolidation = new Consolidation(pipeline, options);
    for await (const outcomes of runBranch(pipeline, "safe", reads, { checker, tools, vault: undefined })) {
      for (const outcome of outcomes) {
        accepted.push(outcome.kind === "value" ? consolidation.row(outcome, { safe: outcome.text }) : outcome.rejected);
      }
    }
  }
  const isAccepted = (row: Accepted | Rejected): row is Accepted => row.kind === "accepted";
  return (
    ndjsonLines(accepted.filter(isAccepted), "rows").bytes + JSON.stringify(accepted.filter((row) => !isAccepted(row)))
  );
}

const number = fc.oneof(
  fc.double().map(String),
  fc.integer().map(String),
  fc.stringMatching(/^-?[0-9]{0,17}(\.[0-9]{0,17})?$/),
  fc.constantFrom("", " 1", "1e3", "0x1F", "-0", "0.0000001", "0.000001", "007", "1.50", ".5", "5.", "Infinity"),
);
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aé ",\n\r\t\\\u0001/ß日😀٣_-1') }),
  fc.constantFrom("", "a", "xy", "2026-11-21", "ann@example.com"),
);
const cell: Readonly<Record<string, fc.Arbitrary<string>>> = {
  id: fc.constantFrom("1", "2", "3", "é4", "x5", ""),
  amount: number,
  count: number,
  kind: fc.constantFrom("a", "a", "é", '"', "b,c", "z"),
};
const written = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const file = fc
  .shuffledSubarray(columns, { minLength: 7 })
  .chain((names) =>
    fc
      .array(fc.tuple(...names.map((name) => cell[name] ?? text)), { maxLength: 12 })
      .map((rows) => [names, ...rows].map((row) => `${row.map(written).join(",")}\n`).join("")),
  );

const mode = fc.constantFrom("freeze", "evolve", "discard", "quarantine");

describe("A plan from cells to JSON", () => {
  it("makes of every file, byte for byte, what objects would have become", async () => {
    await fc.assert(
      fc.asyncProperty(file, mode, mode, fc.constantFrom([], ["id"] as const), async (content, added, types, key) => {
        const [direct, long] = twice({ key, contract: { columns: added, types } });

        const found = await outcomesOf(direct, content);

        const expected = await outcomesOf(long, content);
        expect(found.result).toEqual(expected.result);
        expect(expected.isDirect).toBe(false);
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  it("makes the same of the pieces of a file", async () => {
    await fc.assert(
      fc.asyncProperty(file, async (content) => {
        const [direct, long] = twice({ key: [], contract: {} });

        // A file that is refused is so before there are pieces.
        fc.pre(!content.includes("\u0001"));

        expect(await linesOfPieces(direct, content)).toEqual(await linesOfPieces(long, content));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("is used where no step looks at a row", async () => {
    const [direct] = twice({ key: ["id"], contract: {} });

    const { isDirect, result } = await outcomesOf(direct, "id,amount,kind,name,day\n1,2.50,a,Zoë Ng,2026-11-21\n");

    expect(isDirect).toBe(true);
    expect(result.lines).toBe('{"id":"1","amount":2.5,"kind":"a","name":"Z** Ng","day":"2026-11"}\n');
  });

  it("is not used where a step looks at its row, or a sink at what it stores", async () => {
    const parts = {
      name: "direct",
      source: { bucket: "b", prefix: "in/", formats: { csv: csv() } },
      schema: z.object({ id: z.string() }),
    };
    const rows = (pipeline: Pipeline) => outcomesOf(pipeline, "id\n1\n2\n");

    const looking = await rows(
      definePipeline({
        ...parts,
        parallel: { all: (row, { ordinal }) => ({ ...row, ordinal }) },
        consolidate: ({ all }) => all,
        sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
      }),
    );
    const choosing = await rows(
      definePipeline({
        ...parts,
        parallel: { all: (row) => row },
        consolidate: ({ all }) => all,
        sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson", when: ({ id }) => id === "2" }) }),
      }),
    );

    expect(looking).toMatchObject({
      isDirect: false,
      result: { lines: '{"id":"1","ordinal":1}\n{"id":"2","ordinal":2}\n' },
    });
    expect(choosing).toMatchObject({ isDirect: false, result: { lines: '{"id":"2"}\n' } });
  });

  it("does not break a step that waits", async () => {
    const waiting = definePipeline({
      name: "direct",
      source: { bucket: "b", prefix: "in/", formats: { csv: csv() } },
      schema: z.object({ id: z.string() }),
      parallel: { all: async (row) => ({ id: row.id }) },
      consolidate: ({ all }) => all,
      sinks: (to) => ({ rows: to.objects({ prefix: "out/", format: "ndjson" }) }),
    });

    const { result } = await outcomesOf(waiting, "id\n1\n");

    expect(result.lines).toBe('{"id":"1"}\n');
  });
});
