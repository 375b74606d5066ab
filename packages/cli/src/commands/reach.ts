import { defineCommand } from "../command.ts";
import { localEndpoint } from "../operate/local-endpoint.ts";
import { targetOptions } from "../target.ts";
import { UsageError } from "../usage-error.ts";

interface Hop {
  readonly at: string;
  readonly says: string;
}

interface Reached {
  readonly isOpen: boolean;
  readonly hops: readonly Hop[];
  readonly missing?: Hop & { readonly add: string };
}

export const command = defineCommand({
  words: "<from> <to>",
  wordsMax: 2,
  about: `Tells how one thing in the cloud of this machine reaches another, hop by hop, or what is missing on the way.
From: a function, subnet-..., sg-..., eni-..., internet. To: a database, a service of AWS, eni-..., an address with its port.
Ends with 1 when there is no way.`,
  options: {
    endpoint: targetOptions.endpoint,
    region: targetOptions.region,
    port: { type: "string", value: "<n>", says: "Another port than the one it listens at" },
    json: { type: "boolean", says: "Print it as JSON" },
  },
  examples: [
    "millrace reach people-consolidate people",
    "millrace reach people-consolidate s3",
    "millrace reach internet people",
  ],
  async run({ values, words: [from, to] }, { config, terminal }) {
    if (from === undefined || to === undefined) throw new UsageError("Cannot tell a way without its ends: name both");
    const { ask } = localEndpoint(values.endpoint, config);
    const region = values.region ?? config.region;
    const question = new URLSearchParams({
      from,
      to,
      region,
      ...(values.port === undefined ? {} : { port: values.port }),
    });
    const reached = (await ask(`/_millrace/reach?${question}`)) as Reached;
    if (values.json) terminal.line(JSON.stringify(reached, undefined, 2));
    else {
      for (const { at, says } of reached.hops) terminal.line(`${terminal.green("+")} ${at} ${says}`);
      if (reached.missing === undefined) terminal.line(`${from} reaches ${to}`);
      else {
        const { at, says, add } = reached.missing;
        terminal.line(`${terminal.red("-")} ${at} ${says}`);
        terminal.line(`  to add: ${add}`);
        terminal.line(`${from} does not reach ${to}`);
      }
    }
    if (!reached.isOpen) process.exitCode = 1;
  },
});
