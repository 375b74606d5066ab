"use strict";
// Runs a Node.js function over the Lambda Runtime API, as the managed runtimes do.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html and
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { format } = require("node:util");

const [apiHost, apiPort] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const logFd = Number(process.env._LAMBDA_TELEMETRY_LOG_FD);
delete process.env._LAMBDA_TELEMETRY_LOG_FD;

let requestId;

// The cloud holds the other end of standard input: when it is gone, so is the reason to run.
process.stdin.on("end", () => process.exit(1)).on("error", () => process.exit(1));
process.stdin.resume();
process.stdin.unref?.();

async function main() {
  patchConsole();
  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    writeLine("ERROR", `Uncaught Exception\t${JSON.stringify(errorJson(error, "Runtime.Unknown"))}`);
    await post("/runtime/init/error", JSON.stringify(errorJson(error, "Runtime.Unknown")), error);
    process.exit(1);
  }
  process.on("uncaughtException", (error) => void dieOf(error, "Runtime.UnhandledException", "Uncaught Exception"));
  process.on("unhandledRejection", (reason) => {
    const error = Object.assign(new Error(String(reason?.message ?? reason)), {
      name: "Runtime.UnhandledPromiseRejection",
    });
    error.stack = `Runtime.UnhandledPromiseRejection: ${reason?.stack ?? reason}`;
    void dieOf(error, "Runtime.UnhandledPromiseRejection", "Unhandled Promise Rejection");
  });
  for (;;) await serveNext(handler);
}

async function dieOf(error, type, title) {
  const json = errorJson(error, type);
  writeLine("ERROR", `${title}\t${JSON.stringify(json)}`);
  if (requestId !== undefined) await post(`/runtime/invocation/${requestId}/error`, JSON.stringify(json), error);
  process.exit(128 + 1);
}

async function serveNext(handler) {
  const { headers, body } = await call("GET", "/runtime/invocation/next");
  requestId = headers["lambda-runtime-aws-request-id"];
  if (headers["lambda-runtime-trace-id"]) process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const id = requestId;
  try {
    const result = await invoke(handler, JSON.parse(body.toString("utf8")), contextOf(headers));
    await post(`/runtime/invocation/${id}/response`, serialize(result));
  } catch (error) {
    const json = errorJson(error);
    writeLine("ERROR", `Invoke Error \t${JSON.stringify({ ...json, stack: json.trace, trace: undefined })}`);
    await post(`/runtime/invocation/${id}/error`, JSON.stringify(json), error);
  }
}

function serialize(result) {
  try {
    return JSON.stringify(result === undefined ? null : result);
  } catch (error) {
    throw Object.assign(new Error(`Unable to stringify response body: ${error.message}`), {
      name: "Runtime.UnableToStringifyResponse",
    });
  }
}

/** A handler may answer by its promise or by a callback. */
function invoke(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) =>
      error === null || error === undefined ? resolve(result) : reject(toError(error));
    context.done = callback;
    context.succeed = (result) => callback(null, result);
    context.fail = (error) => callback(error ?? "handled");
    const answer = handler(event, context, callback);
    if (typeof answer?.then === "function") answer.then(resolve, reject);
    else if (handler.length < 3) resolve(answer);
  });
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const { env } = process;
  const parsed = (text) => (text === undefined ? undefined : JSON.parse(text));
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed(headers["lambda-runtime-client-context"]),
    identity: parsed(headers["lambda-runtime-cognito-identity"]),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

async function loadHandler(root, text) {
  const match = /^(.*\/)?([^/.]+)\.(.+)$/.exec(text);
  if (match === null) throw named("Runtime.MalformedHandlerName", "Bad handler");
  const [, folder = "", module, exported] = match;
  const loaded = await loadModule(path.resolve(root, folder, module), folder + module);
  const handler = exported.split(".").reduce((value, name) => value?.[name] ?? value?.default?.[name], loaded);
  if (handler === undefined) throw named("Runtime.HandlerNotFound", `${text} is undefined or not exported`);
  if (typeof handler !== "function") throw named("Runtime.HandlerNotFound", `${text} is not a function`);
  return handler;
}

async function loadModule(base, name) {
  const file = ["", ".js", ".mjs", ".cjs"]
    .map((ending) => base + ending)
    .find((one) => fs.statSync(one, { throwIfNoEntry: false })?.isFile());
  try {
    if (file === undefined)
      throw Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- ${__filename}`), {
        code: "MODULE_NOT_FOUND",
      });
    if (isModule(file)) return await import(pathToFileURL(file).href);
    return require(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw named("Runtime.UserCodeSyntaxError", String(error), error.stack);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      throw named("Runtime.ImportModuleError", String(error), error.stack);
    }
    throw error;
  }
}

/** As Node itself decides: by ending, then by the nearest package.json. */
function isModule(file) {
  if (file.endsWith(".mjs")) return true;
  if (file.endsWith(".cjs")) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (fs.existsSync(manifest)) return JSON.parse(fs.readFileSync(manifest, "utf8")).type === "module";
    if (folder === path.dirname(folder)) return false;
  }
}

const named = (name, message, stack) =>
  Object.assign(new Error(message), { name, stack: stack ?? `${name}: ${message}` });

function errorJson(error, fallbackType = "Error") {
  if (!(error instanceof Error) && !(typeof error === "object" && error !== null && "message" in error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: error.name ?? fallbackType,
    errorMessage: error.message,
    trace: String(error.stack ?? "").split("\n"),
  };
}

function post(route, body, error) {
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
  if (error !== undefined) headers["Lambda-Runtime-Function-Error-Type"] = errorJson(error).errorType;
  return call("POST", route, body, headers);
}

function call(method, route, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: apiHost, port: apiPort, method, path: `/2018-06-01${route}`, agent, headers },
      (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
        response.on("error", reject);
      },
    );
    request.on("error", () => process.exit(1));
    request.end(body);
  });
}

function patchConsole() {
  const levels = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...values) => writeLine(level, format(...values));
  }
}

function writeLine(level, message) {
  const time = new Date();
  const text = `${time.toISOString()}\t${requestId ?? "undefined"}\t${level}\t${message}`;
  writeFrame(time.getTime(), Buffer.from(text, "utf8"));
}

/** A frame of the telemetry pipe: type, length, microseconds, text. So a message of many lines stays one log event. */
function writeFrame(ms, text) {
  const frame = Buffer.alloc(16 + text.length);
  frame.writeUInt32BE(0xa55a0003, 0);
  frame.writeUInt32BE(text.length, 4);
  frame.writeBigInt64BE(BigInt(ms) * 1000n, 8);
  text.copy(frame, 16);
  for (let at = 0; at < frame.length; ) at += writeSome(frame, at);
}

function writeSome(frame, at) {
  try {
    return fs.writeSync(logFd, frame, at);
  } catch (error) {
    if (error.code === "EAGAIN") return 0;
    // Nobody reads any more: the cloud is gone. To report that would only fail again.
    process.exit(1);
  }
}

main().catch((error) => {
  writeLine("ERROR", String(error?.stack ?? error));
  process.exit(1);
});
