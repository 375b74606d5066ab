// Processor time per request of the gateway alone and of the whole cloud with durable storage, signatures and validation
// on, against a bare node:http server that returns the same bytes.
//   node bench/wire/run.mjs [--requests 30000] [--rounds 5] [--profile FOLDER --only gateway|cloud]
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "30000" },
    rounds: { type: "string", default: "5" },
    profile: { type: "string", default: "" },
    only: { type: "string", default: "gateway" },
  },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const outdir = path("../../node_modules/.cache/bench/");
mkdirSync(outdir, { recursive: true });
// The cloud looks for its models beside the bundle.
cpSync(path("../../packages/wire/models/"), path("../../node_modules/.cache/models/"), { recursive: true });
await build({
  entryPoints: [path("main.ts"), path("server.ts")],
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["@photostructure/sqlite", "yauzl"],
  logLevel: "error",
});
const setting = {
  server: `${outdir}server.mjs`,
  modelsFolder: new URL("../../packages/wire/models/", import.meta.url).href,
  requests: Number(values.requests),
  rounds: Number(values.rounds),
  only: values.profile === "" ? "" : values.only,
  nodeOptions: values.profile === "" ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`],
};
const { status } = spawnSync(process.execPath, [`${outdir}main.mjs`, JSON.stringify(setting)], { stdio: "inherit" });
process.exit(status ?? 1);
