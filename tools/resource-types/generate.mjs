// Trims AWS's own specification of resource types to what deploying needs, for the types that the cloud can hold:
// which properties are required, which replace the resource when they change, its attributes and its identifier.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";

const folder = fileURLToPath(new URL("../../packages/cloud/src/services/cloudformation/resources/", import.meta.url));

/** Of a property: required, replaces always, replaces under conditions. */
const marks = ({ required, causesReplacement }) =>
  (required === true ? "r" : "") + ({ yes: "c", maybe: "m" }[causesReplacement] ?? "");

const database = loadAwsServiceSpecSync();
const lines = [];
for (const type of [...supportedTypes()].sort()) {
  const [resource] = database.lookup("resource", "cloudFormationType", "equals", type);
  if (resource === undefined) continue;
  const trimmed = {
    identifier: resource.primaryIdentifier ?? [],
    attributes: Object.keys(resource.attributes).sort(),
    properties: Object.fromEntries(
      Object.entries(resource.properties)
        .map(([name, property]) => [name, marks(property)])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
  lines.push(`  ${JSON.stringify(type)}: ${JSON.stringify(trimmed)}`);
}
writeFileSync(`${folder}schemas.json`, `{\n${lines.join(",\n")}\n}\n`);

/** Types are named where they are handled. */
function supportedTypes() {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  return new Set(files.flatMap((name) => readFileSync(folder + name, "utf8").match(/AWS::\w+::\w+/g) ?? []));
}
