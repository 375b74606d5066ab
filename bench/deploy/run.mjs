/**
 * How long a stack of every type of resource takes to be created, changed, rolled back and deleted, in a cloud that keeps
 * everything on disk. The first round also warms up. `node bench/deploy/run.mjs [rounds]`
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";

const program = fileURLToPath(new URL("../../packages/cli/bin/millrace.cjs", import.meta.url));
const template = readFileSync(new URL("../../tests/contract/cloudformation/every-type.yaml", import.meta.url), "utf8");
const changed = template
  .replace('VisibilityTimeout: "40"', "VisibilityTimeout: 50")
  .replace("BatchSize: 5", "BatchSize: 6");
const failing = template.replace(
  "Outputs:",
  '  Bad: {Type: "AWS::SQS::Queue", Properties: {DelaySeconds: 100000}, DependsOn: [Bucket, Pipe]}\nOutputs:',
);
const rounds = Number(process.argv[2] ?? 5);

const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const child = spawn(process.execPath, [program, "cloud", "--port", "0", "--data", folder, "--json"]);
const [line] = await once(child.stdout, "data");
const client = new CloudFormationClient({
  endpoint: JSON.parse(String(line)).endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

const Capabilities = ["CAPABILITY_NAMED_IAM"];
const times = { create: [], update: [], rollback: [], delete: [] };
for (let round = 0; round < rounds; round++) {
  const StackName = `bench-${round}`;
  await measure("create", StackName, new CreateStackCommand({ StackName, TemplateBody: template, Capabilities }));
  await measure("update", StackName, new UpdateStackCommand({ StackName, TemplateBody: changed, Capabilities }));
  await measure("rollback", StackName, new UpdateStackCommand({ StackName, TemplateBody: failing, Capabilities }));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  await measure("delete", Stacks[0].StackId, new DeleteStackCommand({ StackName }));
}
const resources = template.match(/^ {2}\w+:.*Type: "?AWS::/gm).length + template.match(/^ {4}Type: AWS::/gm).length;
console.log(`${resources} resources, milliseconds: first, then median of the others`);
for (const [step, [first, ...others]] of Object.entries(times)) {
  const median = others.sort((a, b) => a - b)[others.length >> 1];
  console.log(`${step.padEnd(9)} ${first.toFixed(0).padStart(6)} ${(median ?? first).toFixed(0).padStart(6)}`);
}
child.kill();
await once(child, "exit");
rmSync(folder, { recursive: true, force: true });

async function measure(step, id, command) {
  const startedAt = performance.now();
  await client.send(command);
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: id }));
    const { StackStatus } = Stacks[0];
    if (StackStatus.endsWith("_IN_PROGRESS")) continue;
    const isExpected =
      step === "rollback" ? StackStatus === "UPDATE_ROLLBACK_COMPLETE" : /^\w+E_COMPLETE$/.test(StackStatus);
    if (!isExpected) throw new Error(`${step} of ${id} ended as ${StackStatus}: ${Stacks[0].StackStatusReason}`);
    break;
  }
  times[step].push(performance.now() - startedAt);
}
