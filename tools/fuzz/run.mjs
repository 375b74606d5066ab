// Calls every operation of every model with random values, through the clients of AWS for JavaScript and Python.
//   npm run fuzz:wire                      everything, a few minutes
//   npm run fuzz:wire -- --quick           one protocol each of a few services, under a minute
//   npm run fuzz:wire -- --seed 7 --rounds 3 --only s3,sqs
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundled } from "../bundle.mjs";
import { services } from "../models/services.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    rounds: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});
const quick = "s3,dynamodb,lambda,sqs,sns,iam,sts,logs,events,states,cloudwatch,apigateway,secretsmanager,kms";
const only = values.only || (values.quick ? quick : "");

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const packages = path("../models/");
if (!existsSync(`${packages}node_modules`)) {
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: packages, stdio: "inherit" });
}
const python = process.env.PYTHON ?? "python3";
if (spawnSync(python, ["-c", "import boto3"]).status !== 0) {
  execFileSync(python, ["-m", "pip", "install", "--requirement", path("requirements.txt")], { stdio: "inherit" });
}
const outfile = await bundled(new URL("main.ts", import.meta.url));

const setting = {
  seed: Number(values.seed),
  rounds: Number(values.rounds),
  only: only === "" ? [] : only.split(","),
  modelsFolder: path("../../packages/wire/models/"),
  packages,
  python,
  botocoreScript: path("call-with-botocore.py"),
  services,
};
console.log(`seed ${setting.seed}, ${setting.rounds} round(s)`);
const { status } = spawnSync(process.execPath, ["--no-warnings", outfile, JSON.stringify(setting)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
