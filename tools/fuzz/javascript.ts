import { Agent } from "node:http";
import { createRequire } from "node:module";
import type { LookupFunction } from "node:net";
import { eventMember } from "../../packages/wire/src/event-stream/event-member.ts";
import { services } from "../../packages/wire/src/identify/services.ts";
import type { Models } from "../../packages/wire/src/open-models.ts";
import type { OperationSchema } from "../../packages/wire/src/schema/schema.ts";
import type { FuzzCloud } from "./cloud.ts";
import { randomInput } from "./generate-value.ts";
import { difference, normalForm } from "./normal-form.ts";
import type { Random } from "./random.ts";
import type { Tally } from "./tally.ts";

interface Client {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}

type ClientModule = Readonly<Record<string, new (options: object) => object>>;

export interface JavaScriptRun {
  readonly cloud: FuzzCloud;
  readonly models: Models;
  readonly random: Random;
  readonly endpoint: string;
  readonly rounds: number;
  readonly only: ReadonlySet<string>;
  /** Where the clients are installed. */
  readonly packages: string;
  /** Names of clients by service. */
  readonly clients: ReadonlyMap<string, string>;
}

/** Calls every operation of every client in every protocol that the service understands, and compares both ways. */
export async function fuzzJavaScript(run: JavaScriptRun, tally: Tally): Promise<void> {
  const require = createRequire(run.packages);
  const protocols = require("@aws-sdk/core/protocols") as Readonly<Record<string, unknown>>;
  for (const service of services) {
    const name = run.clients.get(service.name);
    if (name === undefined || (run.only.size > 0 && !run.only.has(service.name))) continue;
    const module = require(`@aws-sdk/client-${name}`) as ClientModule;
    const variants: [string, unknown][] = [[service.protocols[0] ?? "", undefined]];
    if (service.protocols.length > 1) variants.push(["awsQuery", protocols["AwsQueryProtocol"]]);
    if (service.target !== undefined) variants.push(["rpcv2Cbor", protocols["AwsSmithyRpcV2CborProtocol"]]);
    for (const [protocol, implementation] of variants) {
      const client = clientOf(
        module,
        endpointFor(service.name, run.endpoint),
        implementation,
        optionsFor(service.name),
      );
      await fuzzService(run, tally, { service: service.name, protocol, client, module });
      client.destroy();
    }
  }
}

/** S3 Control's client always puts the account before the host, which an address has no room for. */
const endpointFor = (service: string, endpoint: string): string =>
  service === "s3control" ? endpoint.replace("127.0.0.1", "localhost") : endpoint;

/** The client of SQS would compare the sums of messages that nobody computed. */
const optionsFor = (service: string): object => (service === "sqs" ? { md5: false } : {});

const toThisMachine: LookupFunction = (_, options, done) =>
  options.all === true ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);

function clientOf(module: ClientModule, endpoint: string, protocol: unknown, more: object): Client {
  const found = Object.entries(module).find(
    ([key, value]) => key.endsWith("Client") && key !== "__Client" && typeof value === "function",
  );
  if (found === undefined) throw new Error("Cannot find the client in its package");
  const [, Constructor] = found;
  return new Constructor({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAFUZZ", secretAccessKey: "secret" },
    maxAttempts: 1,
    forcePathStyle: true,
    disableHostPrefix: true,
    useQueueUrlAsEndpoint: false,
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 4, lookup: toThisMachine }) },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(protocol === undefined ? {} : { protocol }),
    ...more,
  }) as Client;
}

interface Target {
  readonly service: string;
  readonly protocol: string;
  readonly client: Client;
  readonly module: ClientModule;
}

async function fuzzService(run: JavaScriptRun, tally: Tally, target: Target): Promise<void> {
  const model = run.models.model(target.service);
  for (const name of model.operationNames) {
    const operation = model.operation(name);
    const Command = target.module[`${name}Command`];
    if (operation === undefined || Command === undefined) continue;
    for (let round = 0; round < run.rounds; round++) {
      const failure = await fuzzOperation(run, target, operation, Command);
      tally.add({ client: "js", service: target.service, protocol: target.protocol, operation: name, failure });
    }
  }
  tally.report("js", target.service, target.protocol);
}

async function fuzzOperation(
  run: JavaScriptRun,
  target: Target,
  operation: OperationSchema,
  Command: new (input: object) => object,
): Promise<string | undefined> {
  const input = randomInput({ service: target.service, operation, random: run.random, side: "client" });
  const expected = await normalForm(operation.input, input);
  run.cloud.forget();
  try {
    const { $metadata: _, ...output } = await target.client.send(new Command(input));
    const last = run.cloud.last();
    if (last?.service !== target.service || last.operation !== operation.name) {
      return `reached ${last?.service}.${last?.operation}`;
    }
    const events = eventMember(operation.output);
    if (events !== undefined) {
      for await (const _event of output[events.member.name] as AsyncIterable<unknown>);
      delete output[events.member.name];
    }
    const inside = difference(expected, filled(last.input, target.service));
    if (inside !== undefined) return `input ${inside}`;
    const outside = difference(last.output, await normalForm(operation.output, output));
    return outside === undefined ? undefined : `output ${outside}`;
  } catch (error) {
    return `${error instanceof Error ? `${error.name}: ${error.message}` : String(error)} | ${run.cloud.lastError() ?? "no error here"}`;
  }
}

/** What the S3 client adds by itself. */
function filled(input: unknown, service: string): unknown {
  if (service !== "s3" || typeof input !== "object" || input === null) return input;
  const kept = Object.entries(input).filter(([name]) => !/^(Checksum|ContentLength$|ContentMD5$)/.test(name));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
