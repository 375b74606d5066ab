import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { fuzzCloud, laxModels } from "./cloud.ts";
import { fuzzJavaScript } from "./javascript.ts";
import { Random } from "./random.ts";
import { type Outcome, Tally } from "./tally.ts";

/** What run.mjs hands over; every path is absolute. */
interface Setting {
  readonly seed: number;
  readonly rounds: number;
  readonly only: readonly string[];
  readonly modelsFolder: string;
  readonly packages: string;
  readonly python: string;
  readonly botocoreScript: string;
  readonly services: readonly { readonly name: string; readonly client: string; readonly botocore: string }[];
}

const setting = JSON.parse(process.argv[2] ?? "") as Setting;
const random = new Random(setting.seed);
const models = laxModels(pathToFileURL(setting.modelsFolder));
const cloud = fuzzCloud(models, random);
const { port } = await cloud.gateway.listen({ port: 0, host: "127.0.0.1" });
const endpoint = `http://127.0.0.1:${port}`;
const tally = new Tally();

await fuzzJavaScript(
  {
    ...{ cloud, models, random, endpoint },
    rounds: setting.rounds,
    only: new Set(setting.only),
    packages: setting.packages,
    clients: new Map(setting.services.map(({ name, client }) => [name, client])),
  },
  tally,
);
await fuzzBotocore();
await cloud.gateway.close();
process.exit(tally.summary() ? 0 : 1);

/** The script prints one outcome per line. */
async function fuzzBotocore(): Promise<void> {
  const wanted = setting.services.filter(({ name }) => setting.only.length === 0 || setting.only.includes(name));
  const names = wanted.map(({ name, botocore }) => `${name}=${botocore}`);
  const child = spawn(setting.python, [setting.botocoreScript, endpoint, String(setting.seed), ...names], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let service = "";
  for await (const line of createInterface({ input: child.stdout })) {
    const outcome = JSON.parse(line) as Outcome;
    if (service !== "" && outcome.service !== service) tally.report("botocore", service, "botocore");
    service = outcome.service;
    tally.add({ ...outcome, client: "botocore", protocol: "botocore" });
  }
  if (service !== "") tally.report("botocore", service, "botocore");
}
