import { AwsError } from "@millrace/wire";
import { readBody } from "../inspection/read-body.ts";
import { defaultAccount } from "../kernel/credentials.ts";
import type { Guard } from "../kernel/guards.ts";
import { checkPolicy } from "../services/iam/policy-grammar.ts";

/** The guard that a request asks for. Throws AwsError that says why there can be none. */
export function readGuard(body: Buffer): Guard {
  const { account = defaultAccount, policy } = readBody(body);
  if (typeof account !== "string" || !/^\d{12}$/.test(account)) throw wrong("account", account, "twelve digits");
  if (typeof policy !== "object" || policy === null) throw wrong("policy", policy, "a service control policy");
  return { account, policy: checkPolicy(JSON.stringify(policy), { kind: "permissions" }) };
}

const wrong = (name: string, value: unknown, wanted: string): AwsError =>
  new AwsError("ValidationException", `${name} is ${JSON.stringify(value)}: expected ${wanted}`);
