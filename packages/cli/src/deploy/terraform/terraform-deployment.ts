import { join } from "node:path";
import type { Plan } from "@millrace/plan";
import type { Config } from "../../config.ts";
import { type Clients, clientsOf, type Target } from "../../target.ts";
import { artifactBucket } from "../artifact-bucket.ts";
import { terraformFiles, writeFiles } from "../terraform-files.ts";
import { runTerraform, type TerraformLine } from "./run-terraform.ts";

export interface TerraformOptions {
  readonly plan: Plan;
  /** The functions' code as a zip. */
  readonly code: Buffer;
  readonly target: Target;
  readonly environment: Config["environment"];
  /** The pipeline's folder; the root is written below it. */
  readonly folder: string;
  readonly name: string;
  readonly bucket: string;
}

export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: string;
}

const planFile = "deployment.tfplan";

/** A root with its state beside what it describes: in the account's bucket of artifacts, locked by a file. */
export class TerraformDeployment {
  readonly #options: TerraformOptions;
  readonly #root: string;

  private constructor(options: TerraformOptions, root: string) {
    this.#options = options;
    this.#root = root;
  }

  static async open(
    options: TerraformOptions,
    clients: Clients = clientsOf(options.target),
  ): Promise<TerraformDeployment> {
    const { plan, code, target, folder, name } = options;
    const output = join(folder, ".millrace/deployments", name);
    writeFiles(output, { "function.zip": code, ...terraformFiles(plan, { output }) });
    const deployment = new TerraformDeployment(options, join(output, "terraform"));
    const backend = {
      bucket: await artifactBucket(target.region, clients),
      key: `${name}/terraform.tfstate`,
      region: target.region,
      ...(target.endpoint === undefined ? {} : { use_path_style: true }),
    };
    const settings = Object.entries(backend).map(([key, value]) => `-backend-config=${key}=${value}`);
    await deployment.#run(["init", "-input=false", "-reconfigure", ...settings]);
    return deployment;
  }

  /** What an apply would do, kept in a file so that it does that and nothing else. */
  async plan(): Promise<readonly PlannedChange[]> {
    const changes: PlannedChange[] = [];
    await this.#run(["plan", "-json", "-input=false", `-out=${planFile}`, ...this.#variables()], ({ type, change }) => {
      if (type !== "planned_change" || change === undefined || change.action === "read") return;
      changes.push({ address: change.resource.addr, type: change.resource.resource_type, action: change.action });
    });
    return changes;
  }

  apply(tell: (line: TerraformLine) => void): Promise<void> {
    return this.#run(["apply", "-json", "-input=false", planFile], tell);
  }

  /** Takes everything away, with the data: what refuses to go is told first that it may. */
  async destroy(tell: (line: TerraformLine) => void): Promise<void> {
    const words = ["-json", "-input=false", "-auto-approve", ...this.#variables(), "-var=keep_data=false"];
    await this.#run(["apply", ...words]);
    await this.#run(["destroy", ...words], tell);
  }

  #variables(): readonly string[] {
    const { name, bucket } = this.#options;
    return ["-var=code_path=../function.zip", `-var=name=${name}`, `-var=bucket_name=${bucket}`];
  }

  #run(words: readonly string[], onLine?: (line: TerraformLine) => void): Promise<void> {
    const { target, environment } = this.#options;
    return runTerraform({
      folder: this.#root,
      target,
      environment,
      words,
      ...(onLine === undefined ? {} : { onLine }),
    });
  }
}
