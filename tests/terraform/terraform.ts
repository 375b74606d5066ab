import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, hasProgram, type Running, root, run, startProgram } from "../support/program.ts";
import type { Plugin } from "./plugin/plugin.ts";

/** Folder with providers as `terraform providers mirror` leaves them; without it they come from their registry. */
export const mirror = process.env["MILLRACE_TERRAFORM_MIRROR"];

export const modulesFolder = join(root, "terraform/modules");

/** Why the suites are skipped, or undefined where they can run. */
export const obstacle = hasProgram("terraform", "version")
  ? undefined
  : "there is no terraform: install it, and set MILLRACE_TERRAFORM_MIRROR to a folder of providers where there is no network";

/** What sends the AWS provider to a cloud on this machine. */
const awsAt = (endpoint: string, region: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  // The provider asks S3 Control at `ACCOUNT.HOST`, a name that not every machine resolves.
  HTTP_PROXY: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});

/** A folder of its own for Terraform, in which every command has the providers at hand. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "millrace-terraform-"));
  /** What Terraform is run with, over what there is. */
  readonly env: Readonly<Record<string, string>>;

  /** With an endpoint, Terraform finds everything of AWS there; with a plugin it asks that instead of any provider. */
  constructor(endpoint?: string, region = "us-east-1", plugin?: Plugin) {
    const rc = join(this.folder, "terraformrc");
    const cache = join(tmpdir(), "millrace-terraform-plugins");
    mkdirSync(cache, { recursive: true });
    const installation =
      mirror !== undefined && existsSync(mirror)
        ? `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`
        : `plugin_cache_dir = ${JSON.stringify(cache)}\n`;
    writeFileSync(rc, installation);
    this.env = {
      TF_CLI_CONFIG_FILE: rc,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      ...(endpoint === undefined ? {} : awsAt(endpoint, region)),
      ...plugin?.env,
    };
  }

  copy(source: string, name: string): string {
    const folder = join(this.folder, name);
    cpSync(source, folder, { recursive: true });
    return folder;
  }

  run(folder: string, ...words: readonly string[]): Promise<Ended> {
    return run("terraform", [`-chdir=${folder}`, ...words], { env: { ...this.env } });
  }

  start(folder: string, ...words: readonly string[]): Running {
    return startProgram("terraform", [`-chdir=${folder}`, ...words], { ...this.env });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
