/** Runs operations.ts, whose TypeScript Node 20 does not read by itself. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const outfile = join(process.cwd(), "node_modules", ".cache", "bench-dynamodb.mjs");
mkdirSync(join(process.cwd(), "node_modules", ".cache"), { recursive: true });
await build({
  entryPoints: [new URL("./operations.ts", import.meta.url).pathname],
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["@photostructure/sqlite"],
  outfile,
  logLevel: "error",
});
const { main } = await import(pathToFileURL(outfile).href);
await main(process.argv[2]);
