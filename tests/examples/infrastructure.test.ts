import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { writeRoot, writeTemplate } from "@millrace/deploy";
import { planPipeline } from "@millrace/plan";
import { afterAll, describe, expect, it } from "vitest";
import { hasProgram, millrace, root, run } from "../support/program.ts";
import { examples } from "./examples.ts";

const output = mkdtempSync(join(tmpdir(), "millrace-synth-"));
afterAll(() => rmSync(output, { recursive: true, force: true }));

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "function.zip")
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

describe.each(examples)("examples/$name/infrastructure", ({ name, pipeline }) => {
  const committed = join(root, "examples", name, "infrastructure");

  it("is what millrace synth writes today (npm run examples writes it anew)", async () => {
    const folder = join(output, name);
    const words = ["--cloudformation", "--terraform", "--modules", "../../../../terraform/modules", "--output", folder];
    const { code, err } = await millrace(["synth", `examples/${name}`, ...words]);

    expect(err).toBe("");
    expect(code).toBe(0);
    expect(filesIn(committed)).toEqual(filesIn(folder));
    for (const file of filesIn(folder)) {
      expect(readFileSync(join(committed, file), "utf8"), file).toBe(readFileSync(join(folder, file), "utf8"));
    }
    expect(existsSync(join(folder, "function.zip"))).toBe(true);
  });

  it("gives no right to everything, save where AWS takes nothing else", () => {
    const { Resources } = writeTemplate(planPipeline(pipeline));
    const statements = Object.values(Resources).flatMap(({ Type, Properties }) =>
      Type === "AWS::IAM::Role" ? statementsOf(Properties["Policies"]) : [],
    );

    expect(statements.length).toBeGreaterThan(10);
    for (const { Action, Resource } of statements) {
      expect(Action).not.toContain("*");
      if (!Action.startsWith("ec2:")) expect(JSON.stringify(Resource)).not.toBe('"*"');
    }
  });

  it("is formatted as terraform fmt would", { skip: !hasProgram("terraform") }, async () => {
    const { code, out } = await run("terraform", ["fmt", "-check", "-diff", "-no-color", "-recursive", committed]);

    expect(out).toBe("");
    expect(code).toBe(0);
  });

  it("names in Terraform every part that the template has, and gives each the same statements", () => {
    const plan = planPipeline(pipeline);
    const main = writeRoot(plan, { modules: "./modules" })["main.tf"] ?? "";
    const template = JSON.stringify(writeTemplate(plan));

    const sids = plan.parts.flatMap((part) => ("statements" in part ? part.statements.map(({ sid }) => sid) : []));
    for (const sid of sids) {
      expect(template).toContain(`"Sid":"${sid}"`);
      expect(main).toContain(`= "${sid}"`);
    }
    expect([...main.matchAll(/^module "/gm)]).toHaveLength(plan.parts.length);
  });
});

interface Written {
  readonly Action: string;
  readonly Resource: unknown;
}

const statementsOf = (policies: unknown): Written[] =>
  (policies as { readonly PolicyDocument: { readonly Statement: Written[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
