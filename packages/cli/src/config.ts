import { delimiter } from "node:path";

/** Everything that the program reads from its surroundings. */
export interface Config {
  /** Folders where programs are found. */
  readonly programPath: string;
  readonly hasColor: boolean;
  readonly workingFolder: string;
  readonly debug: boolean;
}

export function readConfig(): Config {
  const { env } = process;
  return Object.freeze({
    programPath: env["PATH"] ?? ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    hasColor: process.stdout.isTTY === true && env["NO_COLOR"] === undefined && env["TERM"] !== "dumb",
    workingFolder: process.cwd(),
    debug: env["MILLRACE_DEBUG"] !== undefined,
  });
}
