import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { type Clients, clientsOf, closeClients } from "../support/cloud.ts";
import { type Running, start } from "../support/program.ts";

export const region = "eu-west-1";

/** One right of one role, where it stands. */
export interface Right {
  readonly role: string;
  readonly policy: string;
  readonly index: number;
  readonly sid: string;
  readonly action: string;
}

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: string }[];
}

/** An example that is deployed, and can be brought back to how it was then. */
export interface Stage {
  readonly clients: Clients;
  readonly endpoint: string;
  readonly rights: readonly Right[];
  /** Everything is as it was after the deployment. */
  reset(): Promise<void>;
  takeAway(right: Right): Promise<void>;
  /** Which rights were made use of since the last reset, as `role policy#index`. */
  used(): Promise<ReadonlySet<string>>;
  advance(ms: number): Promise<void>;
  fault(fault: object): Promise<void>;
  stop(): Promise<void>;
}

export const nameOf = ({ role, policy, index }: Right): string => `${role} ${policy}#${index}`;

export async function openStage(example: string): Promise<Stage> {
  const program = start([
    "up",
    `examples/${example}`,
    ...["--ephemeral", "--port", "0", "--no-watch", "--region", region],
  ]);
  const [, endpoint = ""] = await program.prints(/runs at\D*(http:\/\/[\d.:]+)/);
  await program.prints(/Files are followed here/);
  const clients = clientsOf(endpoint);
  const folder = mkdtempSync(join(tmpdir(), "millrace-minimal-"));
  const file = join(folder, "deployed.zip");
  const ask = (path: string, body: object): Promise<unknown> => post(program, `${endpoint}/_millrace/${path}`, body);
  await ask("state", { action: "save", file });
  return {
    clients,
    endpoint,
    rights: await rightsOf(clients, example),
    reset: async () => void (await ask("state", { action: "load", file })),
    async takeAway({ role: RoleName, policy: PolicyName, index }) {
      const policy = await readPolicy(clients, RoleName, PolicyName);
      const Statement = policy.Statement.filter((_, at) => at !== index);
      const PolicyDocument = JSON.stringify({ ...policy, Statement });
      await clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    },
    async used() {
      const answer = await fetch(`${endpoint}/_millrace/decisions`);
      const { decisions } = (await answer.json()) as { readonly decisions: readonly Decision[] };
      return new Set(
        decisions.flatMap(({ principal, isAllowed, decidedBy = [] }) =>
          isAllowed ? decidedBy.map((by) => `${principal.slice(principal.lastIndexOf("/") + 1)} ${by}`) : [],
        ),
      );
    },
    advance: async (advanceMs) => void (await ask("clock", { advanceMs })),
    fault: async (fault) => void (await ask("faults", fault)),
    async stop() {
      closeClients(clients);
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Decision {
  readonly principal: string;
  readonly isAllowed: boolean;
  readonly decidedBy?: readonly string[];
}

async function post(program: Running, url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answers ${await answer.text()}\n${program.output()}`);
  return answer.json();
}

async function rightsOf(clients: Clients, example: string): Promise<Right[]> {
  const rights: Right[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: clients.iam }, {})) {
    for (const { RoleName: role = "" } of Roles.filter(({ RoleName = "" }) => RoleName.startsWith(`${example}-`))) {
      const { PolicyNames = [] } = await clients.iam.send(new ListRolePoliciesCommand({ RoleName: role }));
      for (const policy of PolicyNames) {
        const { Statement } = await readPolicy(clients, role, policy);
        rights.push(...Statement.map(({ Sid: sid, Action: action }, index) => ({ role, policy, index, sid, action })));
      }
    }
  }
  return rights;
}

async function readPolicy({ iam }: Clients, RoleName: string, PolicyName: string): Promise<Policy> {
  const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return JSON.parse(decodeURIComponent(PolicyDocument)) as Policy;
}
