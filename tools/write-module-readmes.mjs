// Writes the tables of inputs and outputs of every Terraform module into its README, from what the module declares;
// with --check it only tells where a README is not up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../terraform/modules", import.meta.url));

/** Blocks of one type, each with its label and the text between its braces. */
function blocks(text, type) {
  return [...text.matchAll(new RegExp(`^${type} "([^"]+)"[^\\n]*\\{\\n([\\s\\S]*?)^\\}$`, "gm"))].map(
    ([, label, body]) => ({ label, body }),
  );
}

const attribute = (body, name) => new RegExp(`^  ${name}\\s*= (.*(?:\\n(?:    .*|  [)\\]}].*))*)`, "m").exec(body)?.[1];

const oneLine = (text) =>
  text
    .replace(/\s*\n\s*/g, " ")
    .replace(/\(\{ /g, "({ ")
    .replaceAll("|", "\\|");

function inputs(module) {
  const rows = blocks(readFileSync(`${folder}/${module}/variables.tf`, "utf8"), "variable").map(({ label, body }) => {
    const standard = attribute(body, "default");
    const description = JSON.parse(attribute(body, "description"));
    const type = oneLine(attribute(body, "type"));
    return `| \`${label}\` | ${description.replaceAll("|", "\\|")} | \`${type}\` | ${standard === undefined ? "required" : `\`${oneLine(standard)}\``} |`;
  });
  return ["| Input | Description | Type | Default |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function outputs(module) {
  const rows = blocks(readFileSync(`${folder}/${module}/outputs.tf`, "utf8"), "output").map(
    ({ label, body }) => `| \`${label}\` | ${JSON.parse(attribute(body, "description"))} |`,
  );
  return ["| Output | Description |", "| --- | --- |", ...rows].join("\n");
}

function readmeOf(module) {
  const main = readFileSync(`${folder}/${module}/main.tf`, "utf8");
  const about = /^# (.*)$/m.exec(main)?.[1] ?? "";
  const example = readFileSync(`${folder}/${module}/examples/basic/main.tf`, "utf8").trim();
  const resources = [...new Set([...main.matchAll(/^resource "([^"]+)"/gm)].map(([, type]) => type))].sort();
  return `# ${module}

${about}

\`\`\`hcl
${example}
\`\`\`

## Inputs

${inputs(module)}

## Outputs

${outputs(module)}

## Resources

${resources.map((type) => `- \`${type}\``).join("\n")}

Tests: \`terraform init && terraform test\`; they need no account.
`;
}

const isCheck = process.argv.includes("--check");
for (const module of readdirSync(folder).sort()) {
  const path = `${folder}/${module}/README.md`;
  if (!isCheck) writeFileSync(path, readmeOf(module));
  else if (readFileSync(path, "utf8") !== readmeOf(module)) {
    process.stderr.write(`${module}/README.md is not what the module says today\n`);
    process.exitCode = 1;
  }
}
