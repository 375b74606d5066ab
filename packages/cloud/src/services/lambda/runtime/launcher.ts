import { rm } from "node:fs/promises";
import type { Scope } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { openEnvironment } from "../environment-key.ts";
import { invalidParameter } from "../errors.ts";
import type { Code, FunctionVersion } from "../model.ts";
import { placeOf } from "../place-of.ts";
import { boundedCommand } from "./bounded-command.ts";
import { commandOf } from "./command.ts";
import { Environment, type EnvironmentOptions } from "./environment.ts";
import { LogShipper } from "./log-shipper.ts";
import { TelemetryFeed } from "./telemetry-feed.ts";
import { type InitializationType, variablesOf } from "./variables.ts";
import { Workspace } from "./workspace.ts";

export interface Launched {
  readonly environment: Environment;
  readonly logs: LogShipper;
  readonly telemetry: TelemetryFeed;
  /** By the cloud's clock. */
  readonly credentialsExpireAt: number;
}

interface Keys {
  readonly id: string;
  readonly secret: string;
  readonly token: string;
  /** By the cloud's clock. */
  readonly expireAt: number;
}

const keysMsMin = 30 * 60_000;

export interface LauncherOptions {
  readonly kernel: ServiceKernel;
  readonly scope: Scope;
  /** The zips of a version's layers, in their order. */
  readonly layersOf: (fn: FunctionVersion) => Promise<readonly Code[]>;
}

/** Prepares everything an execution environment needs: the code on disk, the role's credentials, the variables. */
export class Launcher {
  readonly #options: LauncherOptions;
  readonly #workspace: Workspace;
  readonly #keys = new Map<string, Promise<Keys>>();

  constructor(options: LauncherOptions) {
    this.#options = options;
    this.#workspace = new Workspace(options.kernel);
  }

  /** Throws InvalidParameterValueException when this machine cannot run the function's runtime. */
  async launch(
    fn: FunctionVersion,
    initializationType: InitializationType,
    on: Pick<EnvironmentOptions, "onLog" | "onEnd">,
  ): Promise<Launched> {
    const { kernel, scope } = this.#options;
    const { wall, ids, programPath, endpoint, sdkFolder } = kernel;
    const folder = await this.#workspace.code(fn.code);
    const layersFolder = fn.layers.length === 0 ? undefined : await this.#layersFolder(fn);
    const command = await commandOf({
      runtime: fn.runtime,
      memoryMebibytes: fn.memoryMebibytes,
      taskRoot: folder,
      layersFolder,
      programPath,
    });
    if (command === undefined) {
      throw invalidParameter(`Cannot run ${fn.name} as this machine has no program for its runtime ${fn.runtime}`);
    }
    const keys = await this.#keysOf(fn);
    const { principal } = kernel.credentials.find(keys.id);
    await openEnvironment(kernel.aws, principal, fn);
    const stream = this.#streamName(fn);
    const temporaryFolder = await this.#workspace.temporary(ids.uuid());
    const telemetry = new TelemetryFeed(wall);
    const extensions = await this.#workspace.extensions(layersFolder);
    const mebibytes = fn.ephemeralStorageMebibytes;
    // Extensions share the folder with the function, which they could not from outside its namespace.
    const bounded =
      extensions.length > 0
        ? undefined
        : await boundedCommand(command, { folder: temporaryFolder, mebibytes, programPath });
    const environment = new Environment({
      onLog: on.onLog,
      onEnd: () => {
        on.onEnd();
        void rm(temporaryFolder, { recursive: true, force: true }).catch(() => undefined);
      },
      command: bounded ?? command,
      ...(bounded === undefined ? { bounded: { folder: temporaryFolder, bytesMax: mebibytes * 1024 * 1024 } } : {}),
      folder,
      wall,
      guard: this.#guardOf(fn),
      memoryMebibytes: fn.memoryMebibytes,
      extensions,
      extensionsSetting: {
        functionName: fn.name,
        functionVersion: fn.version,
        handler: fn.handler,
        accountId: scope.account,
        newId: () => ids.uuid(),
        telemetry,
      },
      variables: variablesOf(fn, {
        region: scope.region,
        endpoint,
        programPath,
        folder,
        layersFolder,
        sdkFolder,
        temporaryFolder,
        stream,
        initializationType,
        keys,
      }),
    });
    const { aws, log } = kernel;
    return {
      environment,
      telemetry,
      logs: new LogShipper({ aws, log, principal, group: fn.logging.group, stream }),
      credentialsExpireAt: keys.expireAt,
    };
  }

  /** Whoever is in a network is known by its processes. */
  #guardOf(fn: FunctionVersion): EnvironmentOptions["guard"] {
    const { kernel, scope } = this.#options;
    const { guard, connections } = kernel;
    const resident = { ...scope, place: placeOf(fn), roleArn: fn.roleArn };
    return {
      watch(group) {
        guard.watch(group);
        connections.settle(group, resident);
      },
      release(group) {
        connections.leave(group);
        guard.release(group);
      },
    };
  }

  async #layersFolder(fn: FunctionVersion): Promise<string> {
    return this.#workspace.layers(await this.#options.layersOf(fn));
  }

  /** Environments of one function share their keys while these last for long: each new session must be written first. */
  async #keysOf(fn: FunctionVersion): Promise<Keys> {
    const name = `${fn.roleArn}\n${fn.name}`;
    const known = await this.#keys.get(name)?.catch(() => undefined);
    if (known !== undefined && known.expireAt - this.#options.kernel.clock.now() > keysMsMin) return known;
    const keys = this.#assumeRole(fn);
    this.#keys.set(name, keys);
    return keys;
  }

  async #assumeRole(fn: FunctionVersion): Promise<Keys> {
    const { kernel, scope } = this.#options;
    const { Credentials: keys } = await kernel.aws.call(
      "sts",
      "AssumeRole",
      { RoleArn: fn.roleArn, RoleSessionName: fn.name },
      { principal: servicePrincipal("lambda.amazonaws.com", scope.account, fn.arn) },
    );
    return {
      id: keys?.AccessKeyId ?? "",
      secret: keys?.SecretAccessKey ?? "",
      token: keys?.SessionToken ?? "",
      expireAt: keys?.Expiration?.getTime() ?? 0,
    };
  }

  #streamName({ version }: FunctionVersion): string {
    const { clock, ids } = this.#options.kernel;
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    return `${day}/[${version}]${ids.bytes(16).toString("hex")}`;
  }
}
