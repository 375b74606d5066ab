import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../support/program.ts";
import { zip } from "../../support/zip.ts";
import { Workspace } from "../terraform.ts";

/** A configuration of this folder as its author runs it, who has set AWS_ENDPOINT_URL and nothing else. */
export class Configuration {
  readonly #workspace: Workspace;
  readonly #folder: string;

  private constructor(endpoint: string, name: string) {
    this.#workspace = new Workspace({
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
    this.#folder = this.#workspace.copy(join(root, "tests/terraform/provider", name), name);
  }

  static async open(endpoint: string, name: string, code: string): Promise<Configuration> {
    const configuration = new Configuration(endpoint, name);
    await configuration.pack(code);
    const { code: status, err } = await configuration.run("init", "-no-color");
    if (status !== 0) throw new Error(`terraform init failed: ${err}`);
    return configuration;
  }

  /** Zips a file of Python, which `archive_file` would do. */
  async pack(code: string): Promise<void> {
    const text = readFileSync(join(this.#folder, `${code}.py`), "utf8");
    writeFileSync(join(this.#folder, `${code}.zip`), await zip({ [`${code}.py`]: text }));
  }

  run(...words: readonly string[]) {
    return this.#workspace.run(this.#folder, ...words);
  }

  apply(...words: readonly string[]) {
    return this.run("apply", "-auto-approve", "-no-color", ...words);
  }

  /** 0 without changes, 2 with some. */
  async planned(...words: readonly string[]): Promise<number | null> {
    const { code } = await this.run("plan", "-detailed-exitcode", "-no-color", ...words);
    return code;
  }

  remove(): void {
    this.#workspace.remove();
  }
}
