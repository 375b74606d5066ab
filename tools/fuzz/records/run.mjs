// Gives broken files to every reader of records and compares what it says with other programs.
//   npm run fuzz:records                       20 000 files for each format, from seed 1 on
//   npm run fuzz:records -- 7 100000 xml       seed, files, format
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const folder = path("../../../node_modules/.cache/fuzz/");
mkdirSync(folder, { recursive: true });
const outfile = `${folder}records.mjs`;
await build({
  entryPoints: [path("main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
  banner: {
    js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
