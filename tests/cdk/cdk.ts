import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, root, run } from "../support/program.ts";

export const installed = join(root, "node_modules/.cache/cdk/node_modules");
export const program = join(installed, "aws-cdk/bin/cdk");

/** Why the suite is skipped, or undefined where it can run. */
export const obstacle = existsSync(program)
  ? undefined
  : "the CDK is not installed: `npm run test:cdk` fetches it where there is a network";

/** A copy of the app in a folder of its own, and the CDK's command line that knows nothing but an endpoint. */
export class CdkApp {
  readonly folder = mkdtempSync(join(tmpdir(), "millrace-cdk-"));
  readonly #env: Record<string, string>;

  constructor(endpoint: string, name = "app") {
    cpSync(join(root, "tests/cdk", name), this.folder, { recursive: true });
    symlinkSync(installed, join(this.folder, "node_modules"));
    this.#env = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      CI: "1",
      CDK_DISABLE_CLI_TELEMETRY: "true",
      HOME: this.folder,
      // Where a package that stands outside the app's folder finds the CDK.
      NODE_PATH: installed,
      MILLRACE_ROOT: root,
    };
  }

  /** What it printed, both ways: it reports on either. */
  async run(words: readonly string[], env: Record<string, string> = {}): Promise<Ended & { readonly said: string }> {
    const ended = await run(process.execPath, [program, ...words], {
      cwd: this.folder,
      env: { ...this.#env, ...env },
    });
    return { ...ended, said: `${ended.out}\n${ended.err}` };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
