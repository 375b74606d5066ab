import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { createGateway, type Gateway } from "../../packages/cloud/src/gateway/gateway.ts";
import { accountPrincipal } from "../../packages/cloud/src/kernel/principal.ts";
import { seededIds, silentLog, wallClock } from "../../packages/core/src/index.ts";
import { eventMember } from "../../packages/wire/src/event-stream/event-member.ts";
import type { Models } from "../../packages/wire/src/open-models.ts";
import { Model } from "../../packages/wire/src/schema/model.ts";
import type { ModelFile } from "../../packages/wire/src/schema/model-file.ts";
import { randomOutput } from "./generate-value.ts";
import { normalForm } from "./normal-form.ts";
import type { Random } from "./random.ts";

/** The models without their constraints: random values break most of them, and validation has tests of its own. */
export function laxModels(folder: URL): Models {
  const models = new Map<string, Model>();
  return {
    model(service) {
      const known = models.get(service);
      if (known !== undefined) return known;
      const file = JSON.parse(readFileSync(new URL(`${service}.json`, folder), "utf8")) as ModelFile;
      const isRest = Object.values(file.operations).some((operation) => operation.http !== undefined);
      const model = new Model({
        ...file,
        shapes: isRest ? file.shapes : withoutRequired(file.shapes),
        constraints: file.constraints.map(() => ({})),
      });
      models.set(service, model);
      return model;
    },
  };
}

/** A structure in which nothing is set cannot be written in the query protocols; only REST needs to know what is required. */
const withoutRequired = (shapes: ModelFile["shapes"]): ModelFile["shapes"] =>
  JSON.parse(JSON.stringify(shapes).replaceAll(`"required":1`, `"required":0`));

/** What the cloud received last, and what it answered, in normal form. */
export interface LastCall {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly output: unknown;
}

export interface FuzzCloud {
  readonly gateway: Gateway;
  last(): LastCall | undefined;
  lastError(): string | undefined;
  forget(): void;
}

/** A cloud that answers every operation with random output. */
export function fuzzCloud(models: Models, random: Random): FuzzCloud {
  let last: LastCall | undefined;
  let lastError: string | undefined;
  const gateway = createGateway({
    models,
    clock: wallClock,
    wall: wallClock,
    ids: seededIds("fuzz"),
    log: { ...silentLog, error: (_, fields) => (lastError = String(fields?.["error"])) },
    door: {
      credential: () => ({ secretAccessKey: "secret", principal: accountPrincipal("000000000000") }),
      record: (event) => {
        if (event.error !== undefined) lastError = `${event.error.code}: ${event.error.message}`;
      },
      async run({ service, operation, input }) {
        const schema = models.model(service).operation(operation);
        if (schema === undefined) throw new Error(`no ${service} ${operation}`);
        const output = randomOutput({ service, operation: schema, random, side: "cloud" });
        const sent = { ...output };
        last = {
          service,
          operation,
          input: await normalForm(schema.input, input),
          output: await normalForm(schema.output, output),
        };
        for (const [name, value] of Object.entries(output)) {
          const member = "member" in schema.output ? schema.output.member(name) : undefined;
          if (member?.schema.kind === "stream") sent[name] = Readable.from([value]);
        }
        const events = eventMember(schema.output);
        if (events !== undefined) sent[events.member.name] = Readable.from([]);
        return sent;
      },
      // The other half of the test, in Python, asks here what arrived.
      local: () => ({
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...last, error: lastError }),
      }),
    },
  });
  return {
    gateway,
    last: () => last,
    lastError: () => lastError,
    forget() {
      last = undefined;
      lastError = undefined;
    },
  };
}
