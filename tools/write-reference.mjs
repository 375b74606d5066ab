// Writes the pages of docs/reference that follow from the code: every command with its help, and which operations of AWS the cloud has.
// Needs the bundles: run by `npm run reference`, which builds them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = `${root}packages/cli/bin/millrace.cjs`;
const run = (...words) => execFileSync(process.execPath, [program, ...words], { encoding: "utf8" });

const pages = { "cli.md": commandsPage(), "operations.md": await operationsPage() };
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

async function operationsPage() {
  const services = (await loadServices()).sort((a, b) => (a.name < b.name ? -1 : 1));
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

/** The services as the cloud has them, bundled into one module. */
async function loadServices() {
  const folder = mkdtempSync(`${root}node_modules/.reference-`);
  const outfile = join(folder, "services.cjs");
  try {
    await build({
      entryPoints: [`${root}packages/cloud/src/services/index.ts`],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@photostructure/sqlite", "pg-native"],
      define: { "import.meta.url": "importMetaUrl" },
      banner: { js: `const importMetaUrl = ${JSON.stringify(`file://${root}packages/cloud/src/services/index.ts`)};` },
      logLevel: "error",
    });
    return [...createRequire(`${root}package.json`)(outfile).services];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
