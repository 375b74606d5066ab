// Builds the providers that the tests of Terraform use into a folder laid out as `terraform providers mirror` does, for
// machines with Go and its module proxy but without the providers' registry:
//   node tools/terraform-provider/build.mjs FOLDER
//   MILLRACE_TERRAFORM_MIRROR=FOLDER npm run test:terraform-provider
// The whole AWS provider takes an hour and 800 MB; this one holds the services of this cloud only. Nothing of it is
// kept in the repository: it is MPL-2.0, and a tool of the tests.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { awsSources } from "./aws-sources.mjs";

const providers = [
  {
    name: "aws",
    version: "6.34.0",
    module: "github.com/upbound/terraform-provider-aws@v0.0.0-20260305123303-f7691456b787",
    trim: awsSources,
  },
  { name: "archive", version: "1.3.0", module: "github.com/terraform-providers/terraform-provider-archive@v1.3.0" },
  {
    name: "random",
    version: "2.2.1",
    module: "github.com/terraform-providers/terraform-provider-random@v1.3.2-0.20190925210718-83518d96ae4f",
  },
];

const goEnvironment = {
  ...process.env,
  CGO_ENABLED: "0",
  GOFLAGS: "-mod=mod -buildvcs=false",
  GOSUMDB: process.env["GOSUMDB"] ?? "off",
};

const go = (cwd, ...words) =>
  execFileSync("go", words, { cwd, env: goEnvironment, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** A folder that Go may write to; modules lie read-only in its cache. */
function copyOf(source, target) {
  cpSync(source, target, { recursive: true, filter: (from) => !/_test\.go$|\/(?:website|docs|examples)$/.test(from) });
  execFileSync("chmod", ["-R", "u+w", target]);
}

function build({ name, version, module, trim }, mirror) {
  const system = go(tmpdir(), "env", "GOOS", "GOARCH").trim().split("\n").join("_");
  const folder = join(mirror, "registry.terraform.io/hashicorp", name, version, system);
  const work = mkdtempSync(join(tmpdir(), `terraform-provider-${name}-`));
  try {
    const { Dir } = JSON.parse(go(work, "mod", "download", "-json", module));
    const sources = join(work, "sources");
    copyOf(Dir, sources);
    for (const [file, change] of trim?.(sources) ?? []) {
      const path = join(sources, file);
      writeFileSync(path, change(readFileSync(path, "utf8")));
    }
    mkdirSync(folder, { recursive: true });
    go(
      sources,
      "build",
      "-trimpath",
      "-ldflags=-s -w",
      "-o",
      join(folder, `terraform-provider-${name}_v${version}_x5`),
      ".",
    );
    process.stdout.write(`${name} ${version}: ${readdirSync(folder).join()}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const [target, ...names] = process.argv.slice(2);
if (target === undefined) throw new Error("usage: node tools/terraform-provider/build.mjs FOLDER [PROVIDER ...]");
for (const provider of providers)
  if (names.length === 0 || names.includes(provider.name)) build(provider, resolve(target));
