import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CelEngine, TemplateFile } from "@aws/cloudformation-validate";
import { afterAll, describe, expect, it } from "vitest";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const engine = new CelEngine();
afterAll(() => engine.free());

/** The ARN of a bucket is written from its name where the resource itself would close a circle. */
const meant = { ids: ["W9002"] };

describe("The committed template", () => {
  it.each(readdirSync(examples))("of %s has nothing that AWS's own validator warns of", (name) => {
    const file = new TemplateFile(`${examples}/${name}/infrastructure/template.yaml`);

    const { diagnostics } = engine.validateStandard(file, { severityLevel: "WARN", exclude: meant });

    expect(diagnostics.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([]);
  });
});
