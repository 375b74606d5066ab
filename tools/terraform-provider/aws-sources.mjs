import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The provider's packages for the services of this cloud. */
const services = new Set([
  ..."apigateway apigatewayv2 appautoscaling cloudcontrol cloudformation cloudwatch dynamodb ec2 ecr events".split(" "),
  ..."iam kms lambda logs meta pipes rds resourcegroupstaggingapi s3 s3control scheduler secretsmanager".split(" "),
  ..."sfn sns sqs ssm sts xray".split(" "),
]);

const goFiles = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".go"))
    .map((file) => join(folder, file));

const matches = (files, pattern) =>
  files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(pattern)].map(([, name]) => name));

/** The kept packages with those that they import. */
function packagesOf(sources) {
  const all = new Set(services);
  for (const name of all) {
    const files = goFiles(join(sources, "internal/service", name));
    for (const imported of matches(files, /terraform-provider-aws\/internal\/service\/(\w+)/g)) all.add(imported);
  }
  return [...all];
}

/** Names of the clients of the SDK that the kept packages and what they have in common ask for. */
function clientsOf(sources) {
  const common = readdirSync(join(sources, "internal")).filter((name) => !["service", "generate"].includes(name));
  const folders = [...common, ...packagesOf(sources).map((name) => `service/${name}`)];
  const files = folders
    .filter((name) => !name.endsWith(".go"))
    .flatMap((name) => goFiles(join(sources, "internal", name)))
    .filter((file) => !file.endsWith("awsclient_gen.go"));
  return new Set(matches(files, /\.(\w+Client)\(/g));
}

const keepServicePackages = (text) =>
  text.replace(/^\t+(?:".*\/internal\/service\/(\w+)"|(\w+)\.ServicePackage\(ctx\),)\n/gm, (line, imported, listed) =>
    services.has(imported ?? listed) ? line : "",
  );

function keepClients(text, clients) {
  const kept = text.replace(/^func \(c \*AWSClient\) (\w+Client)\(ctx[\s\S]*?^}\n\n?/gm, (accessor, name) =>
    clients.has(name) ? accessor : "",
  );
  return kept.replace(/^\t(?:(\w+) )?"[^"\n]*\/(\w+)"\n/gm, (line, alias, name) =>
    new RegExp(`\\b${alias ?? name}\\.`).test(kept) ? line : "",
  );
}

/** The two generated files that decide what the provider holds, and how to shorten each. */
export const awsSources = (sources) => [
  ["internal/provider/sdkv2/service_packages_gen.go", keepServicePackages],
  ["internal/conns/awsclient_gen.go", (text) => keepClients(text, clientsOf(sources))],
];
