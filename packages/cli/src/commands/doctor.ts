import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { defineCommand } from "../command.ts";
import { defaultPort } from "../process.ts";
import { targetOf, targetOptions } from "../target.ts";

interface Finding {
  readonly what: string;
  readonly is: "good" | "missing" | "bad";
  readonly says: string;
}

const nodeMin = [20, 19] as const;

export const command = defineCommand({
  about: "Looks at this machine for what stands in the way. Ends with 1 when something does.",
  options: { endpoint: targetOptions.endpoint, json: { type: "boolean", says: "Print what was found as JSON" } },
  examples: ["millrace doctor"],
  async run({ values }, { config, terminal }) {
    const { endpoint = "" } = targetOf({ endpoint: values.endpoint, aws: false, region: undefined }, config);
    const findings: Finding[] = [
      nodeFinding(),
      folderFinding(config.workingFolder),
      await cloudFinding(endpoint),
      ...programs.map((program) => programFinding(program)),
    ];
    if (findings.some(({ is }) => is === "bad")) process.exitCode = 1;
    if (values.json) return terminal.line(JSON.stringify(findings));
    const marks = { good: terminal.green("✓"), missing: terminal.yellow("-"), bad: terminal.red("✗") };
    for (const { what, is, says } of findings) terminal.line(`${marks[is]} ${what.padEnd(10)} ${says}`);
  },
});

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNew = major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1]);
  return isNew
    ? { what: "node", is: "good", says: process.versions.node }
    : { what: "node", is: "bad", says: `${process.versions.node} is too old: install ${nodeMin.join(".")} or later` };
}

function folderFinding(folder: string): Finding {
  try {
    accessSync(folder, constants.W_OK);
    return { what: "folder", is: "good", says: `${folder} can be written to` };
  } catch {
    return { what: "folder", is: "bad", says: `${folder} cannot be written to: give another with --data` };
  }
}

async function cloudFinding(endpoint: string): Promise<Finding> {
  const isThere = await fetch(`${endpoint}/_millrace/clock`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isThere) return { what: "cloud", is: "good", says: `runs at ${endpoint}` };
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(defaultPort, "127.0.0.1", () => server.close(() => resolve(true)));
  });
  return isFree
    ? { what: "cloud", is: "missing", says: `none runs at ${endpoint}; start one with millrace up or millrace cloud` }
    : { what: "cloud", is: "bad", says: `port ${defaultPort} is taken by something else: choose another with --port` };
}

interface Program {
  readonly name: string;
  readonly program?: string;
  readonly words: readonly string[];
  readonly why: string;
}

const programs: readonly Program[] = [
  { name: "aws", words: ["--version"], why: "to send files and look around by hand" },
  { name: "terraform", words: ["version"], why: "to deploy by Terraform" },
  { name: "python3", words: ["--version"], why: "to run functions in Python" },
  {
    name: "boto3",
    program: "python3",
    words: ["-c", "import boto3; print(boto3.__version__)"],
    why: "by Python functions that use it, as on AWS without bringing it: pip install boto3",
  },
];

function programFinding({ name, program = name, words, why }: Program): Finding {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8" });
  return status === 0
    ? { what: name, is: "good", says: stdout.trim().split("\n")[0] ?? "" }
    : { what: name, is: "missing", says: `not installed; only needed ${why}` };
}
