import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Scope } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { unpackZip } from "../code/zip.ts";
import { invalidParameter } from "../errors.ts";
import type { LambdaFunction } from "../model.ts";
import { commandOf } from "./command.ts";
import { Environment, type EnvironmentOptions } from "./environment.ts";
import { LogShipper } from "./log-shipper.ts";

export interface Launched {
  readonly environment: Environment;
  readonly logs: LogShipper;
  /** By the cloud's clock. */
  readonly credentialsExpireAt: number;
}

/** Prepares everything an execution environment needs: the code on disk, the role's credentials, the variables. */
export class Launcher {
  readonly #kernel: ServiceKernel;
  readonly #scope: Scope;
  /** Folders with unpacked code, by the code's hash. */
  readonly #unpacked = new Map<string, Promise<string>>();

  constructor(kernel: ServiceKernel, scope: Scope) {
    this.#kernel = kernel;
    this.#scope = scope;
  }

  /** Throws InvalidParameterValueException when this machine cannot run the function's runtime. */
  async launch(fn: LambdaFunction, on: Pick<EnvironmentOptions, "onLog" | "onEnd">): Promise<Launched> {
    const folder = await this.#codeFolder(fn);
    const command = await commandOf({
      runtime: fn.runtime,
      memoryMebibytes: fn.memoryMebibytes,
      taskRoot: folder,
      programPath: this.#kernel.programPath,
    });
    if (command === undefined) {
      throw invalidParameter(`Cannot run ${fn.name} as this machine has no program for its runtime ${fn.runtime}`);
    }
    const { Credentials: keys } = await this.#kernel.aws.call(
      "sts",
      "AssumeRole",
      { RoleArn: fn.roleArn, RoleSessionName: fn.name },
      { principal: servicePrincipal("lambda.amazonaws.com", this.#scope.account, fn.arn) },
    );
    const stream = this.#streamName();
    const environment = new Environment({
      ...on,
      command,
      folder,
      wall: this.#kernel.wall,
      guard: this.#kernel.guard,
      variables: {
        ...this.#variables(fn, { folder, stream }),
        AWS_ACCESS_KEY_ID: keys?.AccessKeyId ?? "",
        AWS_SECRET_ACCESS_KEY: keys?.SecretAccessKey ?? "",
        AWS_SESSION_TOKEN: keys?.SessionToken ?? "",
      },
    });
    const { principal } = this.#kernel.credentials.find(keys?.AccessKeyId ?? "");
    const { aws, log } = this.#kernel;
    return {
      environment,
      logs: new LogShipper({ aws, log, principal, group: fn.logging.group, stream }),
      credentialsExpireAt: keys?.Expiration?.getTime() ?? 0,
    };
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  #variables(fn: LambdaFunction, { folder, stream }: { folder: string; stream: string }): Record<string, string> {
    const { region } = this.#scope;
    return {
      ...fn.environment,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: fn.environment?.["AWS_ENDPOINT_URL"] ?? this.#kernel.endpoint,
      AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMebibytes),
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: fn.logging.group,
      AWS_LAMBDA_LOG_STREAM_NAME: stream,
      AWS_REGION: region,
      LAMBDA_RUNTIME_DIR: folder,
      LAMBDA_TASK_ROOT: folder,
      LANG: "en_US.UTF-8",
      NODE_PATH: join(folder, "node_modules"),
      PATH: [dirname(process.execPath), this.#kernel.programPath].join(":"),
      TZ: fn.environment?.["TZ"] ?? ":UTC",
      _HANDLER: fn.handler,
    };
  }

  #streamName(): string {
    const day = new Date(this.#kernel.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    return `${day}/[$LATEST]${this.#kernel.ids.bytes(16).toString("hex")}`;
  }

  #codeFolder(fn: LambdaFunction): Promise<string> {
    const { sha256, blobId } = fn.code;
    let folder = this.#unpacked.get(sha256);
    if (folder === undefined) {
      folder = this.#unpack(blobId);
      this.#unpacked.set(sha256, folder);
      folder.catch(() => this.#unpacked.delete(sha256));
    }
    return folder;
  }

  async #unpack(blobId: string): Promise<string> {
    const { scratchFolder, blobs } = this.#kernel;
    const folder = join(scratchFolder, blobId);
    await unpackZip(await blobs.readAll(blobId), folder);
    // Node.js looks upwards for whether code is CommonJS: it must not find the package that the state folder lies in.
    await writeFile(join(scratchFolder, "package.json"), "{}");
    return folder;
  }
}
