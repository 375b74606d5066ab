import { delimiter } from "node:path";

/** Everything that the program reads from its surroundings. */
export interface Config {
  /** Folders where programs are found. */
  readonly programPath: string;
  readonly hasColor: boolean;
  readonly workingFolder: string;
  /** The cloud that clients of AWS are told to speak to. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** A PostgreSQL server that the cloud uses in place of its own. */
  readonly postgresUrl: string | undefined;
  /** Whether the cloud refuses what exceeds provisioned throughput. */
  readonly enforcesThroughput: boolean;
  readonly debug: boolean;
  /** Handed on to programs that are started. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function readConfig(): Config {
  const { env } = process;
  // The SDK warns of the versions of Node.js that it will stop to support; who runs this program can do nothing about it.
  env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return Object.freeze({
    programPath: env["PATH"] ?? ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    hasColor: process.stdout.isTTY === true && env["NO_COLOR"] === undefined && env["TERM"] !== "dumb",
    workingFolder: process.cwd(),
    endpoint: env["AWS_ENDPOINT_URL"],
    region: env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1",
    postgresUrl: env["MILLRACE_POSTGRES_URL"],
    enforcesThroughput: env["MILLRACE_ENFORCE_THROUGHPUT"] !== undefined,
    debug: env["MILLRACE_DEBUG"] !== undefined,
    environment: env,
  });
}

/** What bundled functions find instead of asking: the SDK would log at every start that this machine's Node.js gets old, whatever the runtime is on AWS. */
export const bundledEnvironment: Readonly<Record<string, string>> = {
  "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": '"true"',
};
