import { parseArgs } from "node:util";
import { evaluate, type Question } from "../../packages/cloud/src/kernel/iam/evaluate.ts";

const { values } = parseArgs({ strict: false, options: { decisions: { type: "string", default: "200000" } } });
const decisions = Number(values["decisions"]);
const policyCount = 10;
const statementCount = 20;
const table = "arn:aws:dynamodb:eu-west-1:000000000000:table/orders";
const services = ["dynamodb", "s3", "sqs", "logs", "states"];

/** Statements of several services, some with wildcards, variables and conditions; the last of them is the one that allows. */
const policies = Array.from({ length: policyCount }, (_, policy) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: Array.from({ length: statementCount }, (_, at) => {
      const service = services[at % services.length];
      const isLast = policy === policyCount - 1 && at === statementCount - services.length;
      if (isLast) return { Effect: "Allow", Action: "dynamodb:GetItem", Resource: table };
      return {
        Effect: "Allow",
        Action: [`${service}:Put*`, `${service}:Get${at}`, `${service}:List*`],
        Resource: [`arn:aws:${service}:*:*:table/other-${at}*`, `arn:aws:${service}:*:*:\${aws:PrincipalTag/team}/*`],
        ...(at % 4 === 0 ? { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } } : {}),
      };
    }),
  }),
);

const question = (action: string): Question => ({
  principal: {
    kind: "session",
    account: "000000000000",
    arn: "arn:aws:sts::000000000000:assumed-role/orders/run",
    userId: "AROAEXAMPLE:run",
    roleArn: "arn:aws:iam::000000000000:role/orders",
  },
  access: { action, resource: table },
  resourceAccount: "000000000000",
  context: new Map([
    ["aws:requestedregion", ["eu-west-1"]],
    ["aws:principaltag/team", ["data"]],
  ]),
});

function measure(name: string, asked: Question, isAllowed: boolean): void {
  const times = new Float64Array(decisions);
  for (let at = 0; at < decisions; at++) {
    const before = process.hrtime.bigint();
    const decision = evaluate(asked, { identity: policies });
    times[at] = Number(process.hrtime.bigint() - before) / 1000;
    if (decision.isAllowed !== isAllowed) throw new Error(`${name}: expected ${isAllowed}`);
  }
  times.sort();
  const at = (share: number): string => (times[Math.floor(decisions * share)] ?? 0).toFixed(1).padStart(6);
  console.log(`${name.padEnd(36)} p50 ${at(0.5)} µs   p99 ${at(0.99)} µs`);
}

console.log(`${policyCount} policies of ${statementCount} statements, ${decisions} decisions`);
measure("allowed by the last policy", question("dynamodb:GetItem"), true);
measure("allowed by nothing", question("dynamodb:DeleteItem"), false);
measure("every Put*, with variables", question("dynamodb:PutItem"), false);
