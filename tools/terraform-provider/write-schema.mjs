// Writes what the stub of the AWS provider knows (tests/terraform/plugin/schema.json) from the provider itself: names, types
// and uses of the arguments of each type that the modules and the examples' roots have. Needs a folder of providers:
//   MILLRACE_TERRAFORM_MIRROR=FOLDER node tools/terraform-provider/write-schema.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = join(root, "tests/terraform/plugin/schema.json");
const mirror = process.env["MILLRACE_TERRAFORM_MIRROR"];
const address = "registry.terraform.io/hashicorp/aws";

function providerSchema() {
  const folder = mkdtempSync(join(tmpdir(), "terraform-schema-"));
  try {
    const rc = join(folder, "terraformrc");
    writeFileSync(rc, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
    writeFileSync(
      join(folder, "main.tf"),
      'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n',
    );
    const terraform = (...words) =>
      execFileSync("terraform", [`-chdir=${folder}`, ...words], {
        env: { ...process.env, TF_CLI_CONFIG_FILE: rc },
        encoding: "utf8",
        maxBuffer: 256 * 1024 * 1024,
      });
    terraform("init", "-no-color");
    const { provider_selections: selections } = JSON.parse(terraform("version", "-json"));
    const { provider_schemas: schemas } = JSON.parse(terraform("providers", "schema", "-json"));
    return { version: selections[address], ...schemas[address] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Types that the committed configurations have, by `resource` and `data`. */
function usedTypes() {
  const used = { resource: new Set(), data: new Set() };
  for (const folder of ["terraform/modules", "examples"])
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".tf")) continue;
      const text = readFileSync(join(root, folder, file), "utf8");
      for (const [, kind, type] of text.matchAll(/^(resource|data) "(aws_\w+)"/gm)) used[kind].add(type);
    }
  return used;
}

const attribute = ({ type, required, optional, computed, sensitive }) => {
  const use = Object.entries({ required, optional, computed, sensitive }).flatMap(([word, is]) => (is ? [word] : []));
  return [use.join(" "), type];
};

const named = (entries, change) => Object.fromEntries(Object.entries(entries ?? {}).map(([k, v]) => [k, change(v)]));

const block = ({ attributes, block_types: types }) => ({
  attributes: named(attributes, attribute),
  ...(types === undefined ? {} : { blocks: named(types, nested) }),
});

const nested = ({ nesting_mode: nesting, min_items: min, max_items: max, block: inner }) => ({
  nesting,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...block(inner),
});

const picked = (all, names) => Object.fromEntries([...names].sort().map((name) => [name, block(all[name].block)]));

if (mirror === undefined) throw new Error("MILLRACE_TERRAFORM_MIRROR names no folder of providers");
const schema = providerSchema();
const used = usedTypes();
const facts = {
  version: schema.version,
  provider: block(schema.provider.block),
  resources: picked(schema.resource_schemas, used.resource),
  data: picked(schema.data_source_schemas, used.data),
};
writeFileSync(target, JSON.stringify(facts));
execFileSync("npx", ["biome", "format", "--write", target], { cwd: root, stdio: "inherit" });
