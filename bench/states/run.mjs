/**
 * Transitions of state machines per second, from the start of the executions to the end of the last one, and how long a machine
 * of one state takes from its start to its answer.
 * usage: node tools/build.mjs && node bench/states/run.mjs [--executions 100] [--states 500]
 * Lines with a star are aws-local-stepfunctions, in process. Standard executions are on disk, transaction by transaction; Express ones are not.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { StateMachine } from "aws-local-stepfunctions";

const { values } = parseArgs({
  options: { executions: { type: "string", default: "100" }, states: { type: "string", default: "500" } },
});
const [executions, states] = [Number(values.executions), Number(values.states)];
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const child = spawn(
  process.execPath,
  ["packages/cli/bin/millrace.cjs", "cloud", "--data", folder, "--port", "0", "--json"],
  {
    stdio: ["ignore", "pipe", "ignore"],
  },
);
process.on("exit", () => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});
const line = await new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
const client = new SFNClient({
  endpoint: JSON.parse(line).endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  disableHostPrefix: true,
});
const roleArn = "arn:aws:iam::000000000000:role/bench";

/** Pass and Choice by turns. */
const chain = {
  StartAt: "S0",
  States: Object.fromEntries(
    Array.from({ length: states }, (_, at) => {
      const isLast = at === states - 1;
      const choice = { Type: "Choice", Choices: [{ Variable: "$.a", NumericEquals: 1, Next: `S${at + 1}` }] };
      const pass = { Type: "Pass", ...(isLast ? { End: true } : { Next: `S${at + 1}` }) };
      return [`S${at}`, at % 2 === 1 && !isLast ? choice : pass];
    }),
  ),
};
const branch = (at) => ({ StartAt: `B${at}`, States: { [`B${at}`]: { Type: "Pass", End: true } } });
const parallel = {
  StartAt: "P",
  States: { P: { Type: "Parallel", Branches: Array.from({ length: 10 }, (_, at) => branch(at)), End: true } },
};
const items = { Type: "Map", ItemsPath: "$.items", ItemProcessor: branch(0), End: true };
const map = { StartAt: "M", States: { M: items } };
const thousand = JSON.stringify({ items: Array.from({ length: 1000 }, (_, at) => at) });

await peer("chain, in process", { definition: chain, transitions: states });
await report("chain, Standard", { definition: chain, transitions: states, type: "STANDARD" });
await report("chain, Express", { definition: chain, transitions: states, type: "EXPRESS" });
await peer("Parallel of 10, in process", { definition: parallel, transitions: 11 });
await report("Parallel of 10, Standard", { definition: parallel, transitions: 11, type: "STANDARD" });
await peer("Map of 1,000, in process", { definition: map, transitions: 1001, input: thousand, count: 10 });
await report("Map of 1,000, Standard", {
  definition: map,
  transitions: 1001,
  type: "STANDARD",
  input: thousand,
  count: 10,
});
await latency();
process.exit();

async function report(name, { definition, transitions, type, input = '{"a":1}', count = executions }) {
  const stateMachineArn = await machine(definition, type);
  const run = type === "EXPRESS" ? sync : standard;
  await measure(name, { transitions, count, run: (times) => run(stateMachineArn, input, times) });
}

/** The same machine in aws-local-stepfunctions: in this process, without an API, and kept nowhere. */
async function peer(name, { definition, transitions, input = '{"a":1}', count = executions }) {
  const stateMachine = new StateMachine(definition);
  const given = JSON.parse(input);
  const run = (times) => Promise.all(Array.from({ length: times }, () => stateMachine.run(given).result));
  await measure(`${name} *`, { transitions, count, run });
}

async function measure(name, { transitions, count, run }) {
  await run(Math.ceil(count / 10));
  const began = performance.now();
  await run(count);
  const seconds = (performance.now() - began) / 1000;
  const rate = Math.round((count * transitions) / seconds).toString();
  console.log(`${name.padEnd(30)} ${rate.padStart(8)} transitions/s`);
}

async function machine(definition, type) {
  const name = `bench-${Math.round(performance.now() * 1000)}`;
  const made = await client.send(
    new CreateStateMachineCommand({ name, type, roleArn, definition: JSON.stringify(definition) }),
  );
  return made.stateMachineArn;
}

async function standard(stateMachineArn, input, count) {
  const started = await Promise.all(
    Array.from({ length: count }, () => client.send(new StartExecutionCommand({ stateMachineArn, input }))),
  );
  for (const { executionArn } of started) {
    for (;;) {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (status === "SUCCEEDED") break;
      if (status !== "RUNNING") throw new Error(`An execution is ${status}: expected SUCCEEDED`);
    }
  }
}

function sync(stateMachineArn, input, count) {
  const ask = () => client.send(new StartSyncExecutionCommand({ stateMachineArn, input }));
  return Promise.all(Array.from({ length: count }, ask));
}

async function latency() {
  const stateMachineArn = await machine({ StartAt: "P", States: { P: { Type: "Pass", End: true } } }, "EXPRESS");
  const times = [];
  for (let at = 0; at < 200; at++) {
    const began = performance.now();
    await client.send(new StartSyncExecutionCommand({ stateMachineArn }));
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  console.log(`one state, start to answer  p50 ${times[100].toFixed(1)} ms   p99 ${times[198].toFixed(1)} ms`);
}
