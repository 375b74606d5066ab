// Writes packages/wire/models/*.json: the operation schemas of the AWS SDK for JavaScript joined with the constraints of
// botocore. Run by `npm run models`; the format is described in packages/wire/src/schema/model-file.ts.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { modelOf } from "./model.mjs";
import { services } from "./services.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../../packages/wire/models/", import.meta.url));

if (!existsSync(`${here}node_modules`)) {
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
}
const python = process.env.PYTHON ?? "python3";
const botocore = JSON.parse(
  execFileSync(python, [`${here}constraints.py`, ...services.map((service) => service.botocore)], {
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  }),
);

mkdirSync(target, { recursive: true });
const require = createRequire(import.meta.url);
for (const service of services) {
  const client = require(`@aws-sdk/client-${service.client}`);
  const { model, matched, structures } = await modelOf(client, botocore[service.botocore]);
  const file = `${target}${service.name}.json`;
  writeFileSync(file, `${printed(model)}\n`);
  const kilobytes = Math.round(readFileSync(file).length / 1024);
  console.log(
    `${service.name.padEnd(24)} ${Object.keys(model.operations).length} operations, ${matched} of ${structures} structures with constraints, ${kilobytes} kB`,
  );
}

/** One shape, constraint or operation per line, so that a change of the models reads well in a diff. */
function printed(model) {
  const lines = (list) => list.map((entry) => JSON.stringify(entry)).join(",\n");
  const operations = Object.entries(model.operations).map(
    ([name, body]) => `${JSON.stringify(name)}:${JSON.stringify(body)}`,
  );
  return [
    `{"namespace":${JSON.stringify(model.namespace)},`,
    `"constraints":[\n${lines(model.constraints)}\n],`,
    `"shapes":[\n${lines(model.shapes)}\n],`,
    `"operations":{\n${operations.join(",\n")}\n},`,
    `"errors":${JSON.stringify(model.errors)}}`,
  ].join("\n");
}
