// TypeScript of a benchmark as a module that Node 20 runs.
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));

/** Bundles the file that `source` is, and imports it. `options` are esbuild's, beyond what all benchmarks share. */
export async function importBundled(source, options = {}) {
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(source);
  const outfile = `${folder}bench-${path.split("/").slice(-2).join("-").replace(/\.ts$/, ".mjs")}`;
  await build({
    entryPoints: [path],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile,
    logLevel: "error",
    ...options,
  });
  return import(pathToFileURL(outfile).href);
}
