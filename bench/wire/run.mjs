// Processor time per request of the gateway, signatures and validation on, against a bare node:http server.
//   node bench/wire/run.mjs [--requests 30000] [--rounds 5] [--profile FOLDER]
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "30000" },
    rounds: { type: "string", default: "5" },
    profile: { type: "string", default: "" },
  },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const outdir = path("../../node_modules/.cache/bench/");
mkdirSync(outdir, { recursive: true });
await build({
  entryPoints: [path("main.ts"), path("server.ts")],
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
});
const setting = {
  server: `${outdir}server.mjs`,
  modelsFolder: new URL("../../packages/wire/models/", import.meta.url).href,
  requests: Number(values.requests),
  rounds: Number(values.rounds),
  only: values.profile === "" ? "" : "gateway",
  nodeOptions: values.profile === "" ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`],
};
const { status } = spawnSync(process.execPath, [`${outdir}main.mjs`, JSON.stringify(setting)], { stdio: "inherit" });
process.exit(status ?? 1);
