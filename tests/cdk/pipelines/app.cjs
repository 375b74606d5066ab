const { join } = require("node:path");
const { App, Stack } = require("aws-cdk-lib");
const root = process.env.MILLRACE_ROOT;
const { MillracePipeline } = require(join(root, "packages/cdk"));

const stack = new Stack(new App(), "Partners", { env: { account: "000000000000", region: "eu-west-1" } });
for (const name of ["uploads", "orders"])
  new MillracePipeline(stack, name, {
    definition: join(root, "examples", name),
    parameters: { BucketName: `${name}-by-cdk` },
  });
