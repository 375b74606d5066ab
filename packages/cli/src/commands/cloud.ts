import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { openCloud } from "../open-cloud.ts";
import { readPort, stopOnSignal } from "../process.ts";
import { UsageError } from "../usage-error.ts";

const usage = `Usage: millrace cloud [options]

Starts an AWS-compatible cloud on this machine and serves until it is told to stop.

Options:
  --port <n>         Port to listen on; 0 takes any that is free (default 4566)
  --host <address>   Address to listen on (default 127.0.0.1)
  --data <folder>    Where everything is kept (default .millrace)
  --ephemeral        Keep nothing
  --durability <d>   process: what was acknowledged survives a crash of this program (default)
                     full: and a power failure
  --json             Print the ready line as JSON
`;

const options = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  ephemeral: { type: "boolean" },
  durability: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export const run: Command = async (words, { config, terminal }) => {
  const { values } = readWords(words);
  if (values.help) return terminal.line(usage);
  const cloud = await openCloud(
    {
      port: readPort(values.port),
      host: values.host,
      data: values.data,
      isEphemeral: values.ephemeral === true,
      durability: values.durability,
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
};

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
