import { csv, definePipeline, hash, type Pipeline, type RunSettings, type Source } from "@millrace/pipeline";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Data, type Expression, isExpressed } from "./expression.ts";
import type { FunctionPart, Part, PartKind, Plan } from "./plan.ts";
import { planPipeline } from "./plan-pipeline.ts";

const base = {
  name: "people",
  source: { bucket: "uploads", prefix: "in/", formats: { csv: csv() } },
  schema: z.object({ id: z.string(), email: z.string() }),
  run: { mode: "function" },
} as const;

interface Changed {
  readonly index?: string;
  readonly run?: RunSettings;
  readonly source?: Source;
}

const pipelineOf = ({ index = "byEmail", ...settings }: Changed = {}): Pipeline =>
  definePipeline({
    ...base,
    ...settings,
    pii: ["email"],
    parallel: { safe: (row, context) => context.anonymise(row, { email: hash() }) },
    consolidate: ({ safe }) => safe,
    sinks: (to) => ({
      table: to.singleTable({
        pk: (row) => row.id,
        sk: () => "person",
        gsi: { [index]: { pk: (row) => row.email, sk: (row) => row.id } },
      }),
    }),
  });

const part = <Kind extends PartKind>(plan: Plan, kind: Kind, id?: string) =>
  plan.parts.find(
    (one): one is Extract<Part, { readonly kind: Kind }> => one.kind === kind && (id === undefined || one.id === id),
  );

/** An expression as a person would write it. */
const shown = (expression: Expression): string =>
  expression
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if ("part" in piece) return `<${piece.part}.${piece.attribute}>`;
      return "parameter" in piece ? `<${piece.parameter}>` : `<${piece.place}>`;
    })
    .join("");

const rights = (fn: FunctionPart | undefined): string[] =>
  (fn?.statements ?? []).map(({ action, resource }) => `${action} ${shown(resource)}`);

/** The states that ask a function, wherever in a definition they stand, by their names. */
const tasksOf = (value: unknown): [string, object][] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) =>
        inner?.Type === "Task" && "FunctionName" in inner.Parameters ? [[name, inner]] : tasksOf(inner),
      );

describe("planPipeline", () => {
  it.each([
    [{ maxErrors: 3 }, ["all", "other"], true],
    [{ maxErrorRate: 0.1 }, ["all", "other"], true],
    [{}, ["all", "other"], false],
    [{ maxErrors: 3 }, ["all"], false],
  ] as const)(
    "puts pieces together before it decides, with the limits %j and the branches %j: %s",
    (limits, names, is) => {
      const pipeline = definePipeline({
        ...base,
        run: { mode: "workflow" },
        quarantine: limits,
        parallel: Object.fromEntries(names.map((name) => [name, () => ({ id: name })])),
        consolidate: () => ({ id: "1" }),
        sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.id, sk: () => "person" }) }),
      });

      const text = JSON.stringify(part(planPipeline(pipeline), "workflow")?.definition);

      expect(text.includes('"onlyCheck":true')).toBe(is);
    },
  );

  it("is data, and the same every time", () => {
    const plan = planPipeline(pipelineOf());

    expect(JSON.parse(JSON.stringify(plan))).toEqual(JSON.parse(JSON.stringify(planPipeline(pipelineOf()))));
    expect(new Set(plan.parts.map(({ id }) => id)).size).toBe(plan.parts.length);
  });

  it("names a table with the keys of rows and ledger, their indexes and the expiry", () => {
    expect(part(planPipeline(pipelineOf()), "table")).toMatchObject({
      partitionKey: "PK",
      sortKey: "SK",
      indexes: [
        { name: "ledgerByFile", partitionKey: "ledgerByFilePK", sortKey: "ledgerByFileSK" },
        { name: "ledgerByStatus", partitionKey: "ledgerByStatusPK", sortKey: "ledgerByStatusSK" },
        { name: "byEmail", partitionKey: "byEmailPK", sortKey: "byEmailSK" },
      ],
      expiryAttribute: "expiresAt",
      isKept: true,
    });
  });

  it("lets the function for files do these things and nothing else", () => {
    expect(rights(part(planPipeline(pipelineOf()), "function", "FileFunction"))).toEqual([
      "s3:GetObjectVersion <Bucket.arn>/in/*",
      "s3:PutObject <Bucket.arn>/rejects/people/*",
      "dynamodb:UpdateItem <Table.arn>",
      "dynamodb:BatchWriteItem <Table.arn>",
      "secretsmanager:GetSecretValue <HashKey.arn>",
      "sqs:SendMessage <FailedEvents.arn>",
    ]);
  });

  it("has the bucket start the function, or a rule where the bucket is on EventBridge", () => {
    const byBucket = planPipeline(pipelineOf());
    const byRule = planPipeline(pipelineOf({ source: { ...base.source, events: "eventbridge" } }));

    expect(part(byBucket, "bucket")?.notifications).toMatchObject([{ prefix: "in/", function: "FileFunction" }]);
    expect(part(byBucket, "rule", "ArrivalRule")).toBeUndefined();
    expect(part(byRule, "bucket")).toMatchObject({ isOnEventBridge: true, notifications: [] });
    expect(part(byRule, "rule", "ArrivalRule")?.target).toMatchObject({ kind: "function", part: "FileFunction" });
  });

  it("tells the function that ends a run of every other that fails", () => {
    const { definition = {} } = part(planPipeline(pipelineOf({ run: { mode: "workflow" } })), "workflow") ?? {};
    const tasks = tasksOf(definition);
    const asks = (task: object, id: string) => JSON.stringify(task).includes(`"part":"${id}"`);
    const uncaught = tasks.filter(([, task]) => !("Catch" in task)).filter(([, task]) => !asks(task, "FinishFunction"));

    expect(tasks.map(([name]) => name)).toContain("Plan");
    expect(uncaught.map(([name]) => name)).toEqual([]);
  });

  it("gives every step of a workflow a function of its own, which can do no other's work", () => {
    const plan = planPipeline(
      pipelineOf({ run: { mode: "workflow" }, source: { ...base.source, events: "eventbridge" } }),
    );

    const functions = plan.parts.filter((one) => one.kind === "function");
    expect(functions.map(({ handler }) => handler)).toEqual([
      "index.plan",
      "index.branch",
      "index.decide",
      "index.consolidate",
      "index.finish",
      "index.sweep",
    ]);
    expect(rights(part(plan, "function", "SafeBranchFunction"))).not.toContain("dynamodb:PutItem <Table.arn>");
    expect(rights(part(plan, "function", "ConsolidateFunction"))).not.toContain(
      "s3:PutObject <Bucket.arn>/rejects/people/*",
    );
    expect(part(plan, "rule", "ArrivalRule")?.target).toMatchObject({ kind: "workflow", part: "Workflow" });
  });

  it("refers only to parts that it has", () => {
    for (const plan of [
      pipelineOf(),
      pipelineOf({ run: { mode: "auto" } }),
      pipelineOf({ run: { mode: "workflow" } }),
    ].map((pipeline) => planPipeline(pipeline))) {
      const known = new Set(plan.parts.map(({ id }) => id));
      for (const id of referredTo(plan.parts as unknown as Data)) expect(known).toContain(id);
    }
  });

  it("says in a sid why, and grants nothing on every resource", () => {
    const statements = planPipeline(pipelineOf({ run: { mode: "auto" } })).parts.flatMap((one) =>
      one.kind === "function" || one.kind === "workflow" ? one.statements : [],
    );

    expect(statements.length).toBeGreaterThan(20);
    for (const { sid, action, resource } of statements) {
      expect(sid).toMatch(/^[A-Z][A-Za-z0-9]+$/);
      expect(action).not.toContain("*");
      expect(shown(resource)).not.toBe("*");
    }
  });

  it("refuses an index with a name of the ledger's", () => {
    expect(() => planPipeline(pipelineOf({ index: "ledgerByFile" }))).toThrow(
      expect.objectContaining({ code: "index-name-taken" }),
    );
  });
});

/** Every part that anything in the data refers to. */
function referredTo(data: Data): string[] {
  if (typeof data !== "object" || data === null) return [];
  if (!Array.isArray(data) && "part" in data && "attribute" in data) return [String(data["part"])];
  if (isExpressed(data)) return referredTo(data.expression as unknown as Data);
  return Object.values(data).flatMap((value) => referredTo(value as Data));
}
