import { join } from "node:path";
import { root, run } from "../../support/program.ts";
import { Workspace } from "../terraform.ts";

/** A configuration of this folder as its author runs it, who has set AWS_ENDPOINT_URL and nothing else. */
export class Configuration {
  readonly #workspace: Workspace;
  readonly #folder: string;

  private constructor(endpoint: string, name: string) {
    this.#workspace = new Workspace(endpoint, "eu-west-1");
    this.#folder = this.#workspace.copy(join(root, "tests/terraform/provider", name), name);
  }

  static async open(endpoint: string, name: string): Promise<Configuration> {
    const configuration = new Configuration(endpoint, name);
    const { code: status, err } = await configuration.run("init", "-no-color");
    if (status !== 0) throw new Error(`terraform init failed: ${err}`);
    return configuration;
  }

  /** Puts the packages of a folder's `requirements.txt` beside its code. */
  async installPython(name: string): Promise<void> {
    const folder = join(this.#folder, name);
    const words = ["-m", "pip", "install", "-q", "-r", join(folder, "requirements.txt"), "--target", folder];
    const { code, err } = await run("python3", words);
    if (code !== 0) throw new Error(`pip install failed: ${err}`);
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
