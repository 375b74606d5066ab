// How long Terraform with the real AWS provider takes for the root of examples/people: everything made, planned again without
// a difference, everything taken away; and which resources it waited for longest. The providers' own pauses are most of it.
//   [MILLRACE_TERRAFORM_MIRROR=FOLDER] npm run bench:terraform -- [example=people]
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const [example = "people"] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const millrace = join(root, "packages/cli/bin/millrace.cjs");
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const infrastructure = join(folder, "examples", example, "infrastructure/terraform");
const code = join(folder, "code");
const mirror = process.env["MILLRACE_TERRAFORM_MIRROR"];
const slowestMax = 6;

const cloud = spawn(process.execPath, [millrace, "cloud", "--port", "0", "--data", join(folder, "state"), "--json"]);
const { endpoint } = JSON.parse(String((await once(cloud.stdout, "data"))[0]));
try {
  prepare();
  await execFileLater(process.execPath, [millrace, "synth", `examples/${example}`, "--output", code]);
  await terraform("init");
  const variables = [`-var=code_path=${join(code, "function.zip")}`, "-var=keep_data=false"];
  print("apply", await terraform("apply", "-auto-approve", ...variables));
  print("plan without a difference", await terraform("plan", "-detailed-exitcode", ...variables));
  print("destroy", await terraform("destroy", "-auto-approve", ...variables));
} finally {
  cloud.kill();
  await once(cloud, "exit");
  rmSync(folder, { recursive: true, force: true });
}

function prepare() {
  cpSync(join(root, "terraform/modules"), join(folder, "terraform/modules"), { recursive: true });
  cpSync(join(root, "examples", example, "infrastructure/terraform"), infrastructure, { recursive: true });
  writeFileSync(join(infrastructure, "override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  const source = mirror === undefined ? "direct {}" : `filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }`;
  writeFileSync(join(folder, "terraformrc"), `provider_installation {\n  ${source}\n}\n`);
}

function execFileLater(file, words, env = {}) {
  return promisify(execFile)(file, words, { cwd: root, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
}

async function terraform(...words) {
  const startedAt = performance.now();
  const { stdout } = await execFileLater("terraform", [`-chdir=${infrastructure}`, ...words, "-no-color"], {
    TF_CLI_CONFIG_FILE: join(folder, "terraformrc"),
    CHECKPOINT_DISABLE: "1",
    AWS_ENDPOINT_URL: endpoint,
    HTTP_PROXY: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  return { seconds: (performance.now() - startedAt) / 1000, stdout };
}

function print(what, { seconds, stdout }) {
  const done = [...stdout.matchAll(/^(\S+): (?:Creation|Destruction) complete after (?:(\d+)m)?(\d+)s/gm)];
  const slowest = done
    .map(([, address, minutes = 0, rest]) => ({ address, seconds: Number(minutes) * 60 + Number(rest) }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, slowestMax);
  const count = done.length === 0 ? "" : `, ${done.length} resources`;
  console.log(`${what}: ${seconds.toFixed(1)} s${count}`);
  for (const one of slowest) console.log(`  ${String(one.seconds).padStart(4)} s ${one.address}`);
}
