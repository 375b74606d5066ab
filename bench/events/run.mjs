// How many events EventBridge's patterns take, against 1,000 rules of each kind.
//   node bench/events/run.mjs [--events 300000]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
mkdirSync(folder, { recursive: true });
const outfile = join(folder, "bench-events.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outfile,
  logLevel: "error",
});
await import(pathToFileURL(outfile).href);
