"use strict";
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { Asset } = require("aws-cdk-lib/aws-s3-assets");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { Construct } = require("constructs");

class MillracePipeline extends Construct {
  constructor(scope, id, { definition, parameters = {} }) {
    super(scope, id);
    const output = mkdtempSync(join(tmpdir(), "millrace-cdk-"));
    try {
      synthesize(definition, output);
      const code = new Asset(this, "Code", { path: join(output, "function.zip") });
      this.template = new CfnInclude(this, "Template", {
        templateFile: join(output, "template.yaml"),
        // So that a stack may hold several pipelines.
        preserveLogicalIds: false,
        parameters: { CodeBucket: code.s3BucketName, CodeKey: code.s3ObjectKey, ...parameters },
      });
    } finally {
      rmSync(output, { recursive: true });
    }
  }
}

/** By the command line, in a process of its own: it loads what the definition imports. */
function synthesize(definition, output) {
  const program = require.resolve("millrace/bin/millrace.cjs");
  execFileSync(process.execPath, [program, "synth", definition, "--cloudformation", "--output", output], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

module.exports = { MillracePipeline };
