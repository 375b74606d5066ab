import { defineCommand } from "../command.ts";
import { openCloud } from "../open-cloud.ts";
import { readPort, stopOnSignal } from "../process.ts";

export const command = defineCommand({
  about: "Starts an AWS-compatible cloud on this machine and serves until it is told to stop.",
  options: {
    port: { type: "string", value: "<n>", says: "Port to listen on; 0 takes any that is free (default 4566)" },
    host: { type: "string", value: "<address>", says: "Address to listen on (default 127.0.0.1)" },
    data: { type: "string", value: "<folder>", says: "Where everything is kept (default .millrace)" },
    ephemeral: { type: "boolean", says: "Keep nothing" },
    durability: {
      type: "string",
      value: "<d>",
      says: "process: what was acknowledged survives a crash of this program (default); full: and a power failure",
    },
    "enforce-throughput": {
      type: "boolean",
      says: "Refuse what exceeds the provisioned throughput of tables, as AWS does (also: MILLRACE_ENFORCE_THROUGHPUT)",
    },
    json: { type: "boolean", says: "Print the ready line as JSON" },
  },
  examples: ["millrace cloud --port 4566 --data .millrace", "millrace cloud --ephemeral --port 0 --json"],
  async run({ values }, { config, terminal }) {
    const cloud = await openCloud(
      {
        port: readPort(values.port),
        host: values.host,
        data: values.data,
        isEphemeral: values.ephemeral,
        durability: values.durability,
        enforcesThroughput: values["enforce-throughput"],
      },
      { config, terminal },
    );
    // Before the ready line: who reads it may send a signal at once.
    stopOnSignal(() => cloud.stop());
    const { endpoint, port } = cloud;
    terminal.line(
      values.json
        ? JSON.stringify({ ready: true, endpoint, port, pid: process.pid })
        : `Millrace is ready at ${endpoint} (${cloud.keeps})`,
    );
  },
});
