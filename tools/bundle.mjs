// TypeScript of a tool or a benchmark as a module that Node 20 runs.
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));

/** Bundles the file that `source` is, and tells where. `options` are esbuild's, beyond what all share. */
export async function bundled(source, options = {}) {
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(source);
  const outfile = `${folder}${path.split("/").slice(-3).join("-").replace(/\.ts$/, ".mjs")}`;
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
  return outfile;
}

/** The module that `source` becomes. */
export const importBundled = async (source, options) => import(pathToFileURL(await bundled(source, options)).href);
