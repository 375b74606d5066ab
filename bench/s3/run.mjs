/** Runs main.ts, whose TypeScript Node 20 does not read by itself: `node bench/s3/run.mjs [process|full]`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = join(process.cwd(), "node_modules", ".cache", "bench-s3");
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: ["main", "bare-server"].map((name) => new URL(`./${name}.ts`, import.meta.url).pathname),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outdir: folder,
  logLevel: "error",
});
const { main } = await import(pathToFileURL(join(folder, "main.js")).href);
await main(join(folder, "bare-server.js"), process.argv[2] ?? "process");
