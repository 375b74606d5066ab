import { dirname, join } from "node:path";
import type { FunctionVersion } from "../model.ts";

export interface VariablesOptions {
  readonly region: string;
  readonly endpoint: string;
  readonly programPath: string;
  readonly folder: string;
  readonly layersFolder: string | undefined;
  readonly sdkFolder: string | undefined;
  readonly temporaryFolder: string;
  readonly stream: string;
  readonly initializationType: InitializationType;
  readonly keys: { readonly id: string; readonly secret: string; readonly token: string };
}

export type InitializationType = "on-demand" | "provisioned-concurrency";

/** The environment of a function's process. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export function variablesOf(fn: FunctionVersion, options: VariablesOptions): Record<string, string> {
  const { region, folder, layersFolder, sdkFolder, keys, temporaryFolder } = options;
  return {
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    TMPDIR: temporaryFolder,
    AWS_ENDPOINT_URL: options.endpoint,
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: "127.0.0.1:2000",
    ...fn.environment,
    ...layerPaths(fn, layersFolder),
    AWS_ACCESS_KEY_ID: keys.id,
    AWS_SECRET_ACCESS_KEY: keys.secret,
    AWS_SESSION_TOKEN: keys.token,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMebibytes),
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: options.initializationType,
    AWS_LAMBDA_LOG_FORMAT: fn.logging.format,
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: options.stream,
    ...(fn.logging.applicationLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: fn.logging.applicationLevel }),
    AWS_REGION: region,
    LAMBDA_RUNTIME_DIR: folder,
    LAMBDA_TASK_ROOT: folder,
    // As AWS has it in /var/task, /opt and /var/runtime, whatever a function sets for itself comes first.
    NODE_PATH: joined([
      fn.environment?.["NODE_PATH"],
      join(folder, "node_modules"),
      ...under(layersFolder, [`nodejs/node${fn.runtime.replace(/\D/g, "")}/node_modules`, "nodejs/node_modules"]),
      sdkFolder,
    ]),
    PATH: joined([
      fn.environment?.["PATH"],
      ...under(layersFolder, ["bin"]),
      dirname(process.execPath),
      options.programPath,
    ]),
    _HANDLER: fn.handler,
  };
}

/** What layers bring to runtimes that look in /opt: here they are told where else to look. */
function layerPaths(fn: FunctionVersion, layersFolder: string | undefined): Record<string, string> {
  const { environment = {} } = fn;
  return {
    LD_LIBRARY_PATH: joined([environment["LD_LIBRARY_PATH"], ...under(layersFolder, ["lib"])]),
    ...(fn.runtime.startsWith("python")
      ? {
          PYTHONPATH: joined([
            environment["PYTHONPATH"],
            ...under(layersFolder, ["python", `python/lib/${fn.runtime}/site-packages`]),
          ]),
        }
      : {}),
    ...(layersFolder === undefined ? {} : { LAMBDA_LAYERS_DIR: layersFolder }),
  };
}

const under = (folder: string | undefined, names: readonly string[]): string[] =>
  folder === undefined ? [] : names.map((name) => join(folder, name));

const joined = (folders: readonly (string | undefined)[]): string =>
  folders.filter((folder) => folder !== undefined && folder !== "").join(":");
