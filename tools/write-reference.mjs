// Writes the pages of docs/reference that follow from the code: every command with its help, and which operations of AWS the cloud has.
// Needs the bundles: run by `npm run reference`, which builds them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { definitionPage } from "./definition-page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = `${root}packages/cli/bin/millrace.cjs`;
const run = (...words) => execFileSync(process.execPath, [program, ...words], { encoding: "utf8" });

const pages = {
  "audit-rules.md": await rulesPage(),
  "cli.md": commandsPage(),
  "definition.md": definitionPage(root),
  "operations.md": await operationsPage(),
};
for (const [name, text] of Object.entries(pages)) writeFileSync(`${root}docs/reference/${name}`, text);
execFileSync("npx", ["biome", "format", "--write", `${root}docs/reference`], { cwd: root, stdio: "inherit" });

function commandsPage() {
  const usage = run("--help");
  const commands = [...usage.matchAll(/^ {2}([a-z]+) {2,}(\S.*)$/gm)].map(([, name, says]) => ({ name, says }));
  const table = commands.map(({ name, says }) => `| [\`millrace ${name}\`](#millrace-${name}) | ${says} |`);
  const chapters = commands.map(({ name }) => `## millrace ${name}\n\n\`\`\`\n${run(name, "--help").trim()}\n\`\`\`\n`);
  return `# The command line

Exit codes: 0 it worked; 1 something stands in the way (one line says what, and what to do); 2 the command line cannot be
understood. \`MILLRACE_DEBUG=1\` shows stack traces. Colour only on a terminal; \`NO_COLOR\` turns it off.

| command | what it does |
| --- | --- |
${table.join("\n")}

${chapters.join("\n")}`;
}

async function rulesPage() {
  const { rules } = await load("packages/cli/src/audit/rules.ts");
  const chapters = Object.entries(rules).map(([id, { level, title, why, wayOut, alsoKnownAs }]) => {
    const told = [`${title}.`, why && `${why}.`, wayOut && `The way out: ${wayOut}.`].filter(
      (text) => text !== undefined,
    );
    const names = alsoKnownAs.length === 0 ? "" : `\n\nElsewhere: ${alsoKnownAs.join(", ")}`;
    return `## ${id}\n\n_${level}_. ${told.join(" ")}${names}\n`;
  });
  return `# Rules of the audit

What \`millrace audit\` looks for in templates, and in the roles of a running cloud. Errors end it with 1.

${chapters.join("\n")}`;
}

async function operationsPage() {
  const { services: loaded } = await load("packages/cloud/src/services/index.ts");
  const services = [...loaded].sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = services.map((service) => {
    const model = JSON.parse(readFileSync(`${root}packages/wire/models/${service.name}.json`, "utf8"));
    const all = Object.keys(model.operations).sort();
    const has = new Set(Object.keys(service.operations));
    return { name: service.name, has: all.filter((name) => has.has(name)), not: all.filter((name) => !has.has(name)) };
  });
  const table = sections.map(
    ({ name, has, not }) => `| [${name}](#${name}) | ${has.length} | ${has.length + not.length} |`,
  );
  const chapters = sections.map(
    ({ name, has, not }) =>
      `## ${name}\n\n${has.join(", ")}\n${not.length === 0 ? "" : `\n<details><summary>not there: ${not.length}</summary>\n\n${not.join(", ")}\n\n</details>\n`}`,
  );
  return `# Operations of AWS that the cloud has

What is not there is answered with \`NotImplemented\` and a line that says so. How each service differs from AWS is told in its
README below [\`packages/cloud/src/services\`](../../packages/cloud/src/services).

| service | has | of |
| --- | --- | --- |
${table.join("\n")}

${chapters.join("\n")}`;
}

/** A module of ours and all that it imports, bundled into one. */
async function load(entry) {
  const folder = mkdtempSync(`${root}node_modules/.reference-`);
  const outfile = join(folder, "module.cjs");
  try {
    await build({
      entryPoints: [`${root}${entry}`],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@photostructure/sqlite", "pg-native"],
      define: { "import.meta.url": "importMetaUrl" },
      banner: { js: `const importMetaUrl = ${JSON.stringify(`file://${root}${entry}`)};` },
      logLevel: "error",
    });
    return createRequire(`${root}package.json`)(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
