// Bundles AWS's SDK, package by package, into a folder that the command line and Node.js functions share: the managed
// runtimes bring the SDK along, so code written for them imports it without having it.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** One per service that the cloud has, and what is used beside them. */
const services = [
  "api-gateway",
  "apigatewayv2",
  "application-auto-scaling",
  "cloudformation",
  "cloudwatch",
  "cloudwatch-logs",
  "dynamodb",
  "dynamodb-streams",
  "ec2",
  "eventbridge",
  "iam",
  "kinesis",
  "kms",
  "lambda",
  "pipes",
  "rds",
  "rds-data",
  "s3",
  "s3-control",
  "scheduler",
  "secrets-manager",
  "sfn",
  "sns",
  "sqs",
  "ssm",
  "sts",
  "xray",
];
const packages = [
  ...services.map((service) => `@aws-sdk/client-${service}`),
  "@aws-sdk/lib-dynamodb",
  "@aws-sdk/lib-storage",
  "@aws-sdk/s3-request-presigner",
  "@aws-sdk/util-dynamodb",
  "@aws-sdk/credential-provider-node",
  "@smithy/node-http-handler",
  "@smithy/signature-v4",
];

/** Bundles every package into `folder`, a `node_modules`. Classes are shared: one that imports another takes it from beside it. */
export async function buildSdk(folder) {
  await Promise.all(packages.map((name) => bundle(name, `${folder}/${name}`)));
}

async function bundle(name, folder) {
  const manifest = JSON.parse(readFileSync(manifestOf(name), "utf8"));
  await build({
    entryPoints: { index: name },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    external: packages.filter((other) => other !== name),
    // It would log at every start of a function that this machine's Node.js gets old, whatever the runtime is on AWS.
    define: { "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": '"true"' },
    legalComments: "none",
    logLevel: "error",
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/index.mjs`, asModule(Object.keys(require(name))));
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(packageOf(manifest))}\n`);
}

/** Names are listed, as an ES module cannot find them out from a bundle. */
const asModule = (names) =>
  `import all from "./index.cjs";\nexport const { ${names.filter((name) => name !== "default").join(", ")} } = all;\nexport default all;\n`;

const packageOf = ({ name, version, license }) => ({
  name,
  version,
  license,
  exports: { ".": { import: "./index.mjs", require: "./index.cjs" }, "./package.json": "./package.json" },
});

function manifestOf(name) {
  const main = require.resolve(name);
  return `${main.slice(0, main.lastIndexOf(`/${name}/`))}/${name}/package.json`;
}

/** Lets a bundle take the SDK from the folder that `path` leads to, seen from the bundle, instead of holding a copy. */
export const sdkFrom = (path) => ({
  name: "sdk-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path: name }) =>
      packages.includes(name) ? { path: `${path}/${name}/index.cjs`, external: true } : undefined,
    );
  },
});
