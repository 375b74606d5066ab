import { join, relative, resolve } from "node:path";
import { writeTemplate, writeYaml } from "@millrace/deploy";
import { planPipeline } from "@millrace/plan";
import { defineCommand } from "../command.ts";
import { terraformFiles, writeFiles } from "../deploy/terraform-files.ts";
import { loadProject } from "../project/load-project.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "[folder]",
  wordsMax: 1,
  about: `Writes what a pipeline needs on AWS as a CloudFormation template or as a Terraform root that calls modules, together with
the code of its functions. The same definition always gives the same bytes; nothing is sent anywhere.`,
  options: {
    cloudformation: { type: "boolean", says: "Write template.yaml (what happens where neither is asked for)" },
    terraform: { type: "boolean", says: "Write a Terraform root with its modules" },
    output: { type: "string", value: "<folder>", says: "Where to write (default FOLDER/infrastructure)" },
    modules: {
      type: "string",
      value: "<path>",
      says: "Modules of your own instead of a copy of ours, as seen from the root",
    },
    print: { type: "boolean", says: "Print the template and write nothing" },
    json: { type: "boolean", says: "Print the plan as JSON and write nothing" },
  },
  examples: ["millrace synth --cloudformation", "millrace synth examples/orders --terraform --output infra"],
  async run({ values, words }, { config, terminal }) {
    const folder = resolve(config.workingFolder, words[0] ?? ".");
    if (values.print && values.terraform) throw new UsageError("Cannot print a Terraform root: it is several files");
    const { pipeline, code } = await loadProject(folder);
    const plan = planPipeline(pipeline);
    if (values.json) return terminal.line(JSON.stringify(plan, undefined, 2));
    const template = writeYaml(writeTemplate(plan));
    if (values.print) return void process.stdout.write(template);

    const output = resolve(config.workingFolder, values.output ?? join(folder, "infrastructure"));
    const files: Record<string, string | Buffer> = { "function.zip": code };
    if (!values.terraform || values.cloudformation) files["template.yaml"] = template;
    if (values.terraform) Object.assign(files, terraformFiles(plan, { output, modules: values.modules }));
    for (const path of writeFiles(output, files)) terminal.line(`  ${relative(config.workingFolder, path)}`);
    const next = values.terraform
      ? `terraform -chdir=${relative(config.workingFolder, join(output, "terraform"))} init`
      : "millrace deploy --aws";
    terminal.line(terminal.dim(`${plan.parts.length} parts. Next: ${next}`));
  },
});
