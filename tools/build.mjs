// Bundles the command line into packages/cli/dist: CommonJS, because importing Node's own modules costs an ES module
// 40 ms at every start, and one file per command, so that a command loads only what it needs. Beside it the console, for browsers.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildSdk, sdkFrom } from "./build-sdk.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = `${root}packages/cli`;
const dist = `${cli}/dist`;

/** Commands are bundles of their own, loaded when they are called. */
const commandsApart = {
  name: "commands-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/[a-z-]+\.ts$/ }, ({ path }) => ({
      path: path.replace(/\.ts$/, ".cjs"),
      external: true,
    }));
  },
};

rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: {
    main: `${cli}/src/main.ts`,
    ...Object.fromEntries(
      readdirSync(`${cli}/src/commands`)
        .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
        .map((name) => [`commands/${name.slice(0, -3)}`, `${cli}/src/commands/${name}`]),
    ),
  },
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  // A real import() sends a command through the loader of ES modules, which reads all of it once more: 90 ms.
  supported: { "dynamic-import": false },
  // These bring binaries, which no bundle can hold.
  external: ["@photostructure/sqlite", "esbuild"],
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  plugins: [commandsApart, sdkFrom("../sdk/node_modules")],
  // Node.js keeps the text of what it runs: without blanks the cloud holds 5 MB less.
  minifyWhitespace: true,
  logLevel: "error",
  sourcemap: "linked",
  sourcesContent: false,
});
await buildSdk(`${dist}/sdk/node_modules`);
// What pipelines import, for folders that have no packages of their own; one copy of each, as they share classes.
await build({
  entryPoints: {
    pipeline: `${root}packages/pipeline/src/index.ts`,
    handlers: `${root}packages/handlers/src/index.ts`,
    zod: "zod",
  },
  outdir: `${dist}/lib`,
  outExtension: { ".js": ".cjs" },
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  external: ["@millrace/pipeline", "pg-native"],
  logLevel: "error",
});

await build({
  entryPoints: { app: `${root}packages/console/src/main.tsx` },
  outdir: `${dist}/console`,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "error",
});
cpSync(`${root}packages/console/src/index.html`, `${dist}/console/index.html`);
cpSync(`${root}packages/wire/models`, `${dist}/models`, { recursive: true });
// What runs functions: that of Node.js in one file, as each more is read at every cold start.
const bootstrap = `${root}packages/cloud/src/services/lambda/runtime/bootstrap`;
await build({
  entryPoints: { node: `${bootstrap}/node.cjs` },
  outdir: `${dist}/commands/bootstrap`,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  logLevel: "error",
});
for (const name of ["find-packages-hook.mjs", "python.py", "runtime_client.py"]) {
  cpSync(`${bootstrap}/${name}`, `${dist}/commands/bootstrap/${name}`);
}
cpSync(`${root}terraform/modules`, `${dist}/terraform/modules`, {
  recursive: true,
  filter: (path) => !/\.terraform|\.tfstate/.test(path),
});
