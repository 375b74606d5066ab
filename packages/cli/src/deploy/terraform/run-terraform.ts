import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Config } from "../../config.ts";
import type { Target } from "../../target.ts";
import { Obstacle } from "../../usage-error.ts";

/** A line of `terraform plan -json` or `apply -json`, as far as it is read here: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export interface TerraformLine {
  readonly type?: string;
  readonly "@message"?: string;
  readonly change?: { readonly resource: TerraformResource; readonly action: string };
  readonly hook?: { readonly resource: TerraformResource; readonly action: string; readonly elapsed_seconds?: number };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
}

export interface TerraformResource {
  readonly addr: string;
  readonly resource_type: string;
}

export interface TerraformRun {
  /** The folder of the root. */
  readonly folder: string;
  readonly target: Target;
  readonly environment: Config["environment"];
  readonly words: readonly string[];
  readonly onLine?: (line: TerraformLine) => void;
}

/** What tells the AWS provider and the state's backend where the cloud is. */
function environmentOf({ target: { endpoint, region }, environment }: TerraformRun): NodeJS.ProcessEnv {
  const common = { ...environment, AWS_REGION: region, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  if (endpoint === undefined) return common;
  // The provider asks S3 Control at `ACCOUNT.HOST`, a name that not every machine resolves: the cloud is a proxy to itself.
  return {
    ...common,
    AWS_ENDPOINT_URL: endpoint,
    HTTP_PROXY: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}

/** Runs Terraform until it ends. Throws Obstacle with what it complains of. */
export async function runTerraform(terraform: TerraformRun): Promise<void> {
  const { folder, words, onLine } = terraform;
  const complaints: string[] = [];
  const child = spawn("terraform", [`-chdir=${folder}`, ...words], {
    env: environmentOf(terraform),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  createInterface({ input: child.stderr }).on("line", (text) => complaints.push(text));
  createInterface({ input: child.stdout }).on("line", (text) => {
    if (!text.startsWith("{")) return;
    const line = JSON.parse(text) as TerraformLine;
    if (line.diagnostic?.severity === "error")
      complaints.push([line.diagnostic.summary, line.diagnostic.detail].filter(Boolean).join(": "));
    onLine?.(line);
  });
  const code = await ended.catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new Obstacle(noTerraform) : error;
  });
  if (code !== 0) throw new Obstacle(`terraform ${words[0]} failed: ${complaints.join("\n").trim()}`);
}

const noTerraform =
  "There is no terraform: install it (https://developer.hashicorp.com/terraform/install), or leave out --terraform to deploy by CloudFormation";
