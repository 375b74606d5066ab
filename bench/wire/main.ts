import { fork } from "node:child_process";
import { once } from "node:events";
import { load } from "./load.ts";
import { requestBytes } from "./requests.ts";

/** What run.mjs hands over. */
interface Setting {
  readonly server: string;
  readonly modelsFolder: string;
  readonly requests: number;
  readonly rounds: number;
  /** Only this server, without comparing; for profiles. */
  readonly only: string;
  readonly nodeOptions: readonly string[];
}

interface Usage {
  readonly user: number;
  readonly system: number;
}

const setting = JSON.parse(process.argv[2] ?? "") as Setting;
const kinds = setting.only === "" ? ["bare", "gateway", "cloud"] : [setting.only];
const operations = setting.only === "" ? ["GetItem", "PutItem"] : ["GetItem"];

const servers = await Promise.all(kinds.map(start));
const best = new Map<string, number>();
for (let round = 0; round <= setting.rounds; round++) {
  for (const operation of operations) {
    for (const server of servers) {
      const micros = await measure(server, operation, round === 0 ? Math.ceil(setting.requests / 3) : setting.requests);
      const name = `${server.kind} ${operation}`;
      // The first round only warms up.
      if (round > 0) best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, micros));
    }
  }
}
for (const server of servers) server.child.send("end");
for (const [name, micros] of best) {
  console.log(
    `${name.padEnd(20)} ${micros.toFixed(1)} us of processor time, ${Math.round(1e6 / micros)} requests/s per core`,
  );
}
if (setting.only === "") {
  for (const operation of operations) {
    for (const kind of kinds.slice(1)) {
      const ratio = (best.get(`bare ${operation}`) ?? 0) / (best.get(`${kind} ${operation}`) ?? 1);
      console.log(`${kind} ${operation}: ${(ratio * 100).toFixed(0)}% of a bare node:http server`);
    }
  }
}

interface Server {
  readonly kind: string;
  readonly port: number;
  readonly child: ReturnType<typeof fork>;
}

async function start(kind: string): Promise<Server> {
  const child = fork(setting.server, [kind, setting.modelsFolder], { execArgv: [...setting.nodeOptions] });
  const [{ port }] = (await once(child, "message")) as [{ readonly port: number }];
  if (kind === "cloud") {
    for (const operation of ["CreateTable", "PutItem"]) await load(port, requestBytes(operation, port, new Date()), 1);
  }
  return { kind, port, child };
}

/** Microseconds of the server's processor time per request. */
async function measure(server: Server, operation: string, count: number): Promise<number> {
  const before = await usage(server);
  const failed = await load(server.port, requestBytes(operation, server.port, new Date()), count);
  const after = await usage(server);
  if (failed > 0) throw new Error(`${server.kind} refused ${failed} of ${count} requests`);
  return (after.user + after.system - before.user - before.system) / count;
}

async function usage(server: Server): Promise<Usage> {
  server.child.send("usage");
  const [message] = (await once(server.child, "message")) as [{ readonly usage: Usage }];
  return message.usage;
}
