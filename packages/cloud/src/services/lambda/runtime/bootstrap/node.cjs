"use strict";
// Runs a Node.js function over the Lambda Runtime API, as the managed runtimes do.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html and
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html

const { RuntimeClient } = require("./runtime-client.cjs");
const { findPackages, findPackagesOfModules } = require("./find-packages.cjs");
const { loadHandler } = require("./load-handler.cjs");
const { current, patchConsole, writeFailure, writeLine } = require("./log-output.cjs");
const { moveClock, realNow } = require("./move-clock.cjs");
const { isStreaming } = require("./is-streaming.cjs");

const client = new RuntimeClient(process.env.AWS_LAMBDA_RUNTIME_API);

// Few functions stream: what it takes is loaded by those that do. AWS's SDK sets what it has got.
const shared = { configurable: true, enumerable: true };
Object.defineProperty(globalThis, "awslambda", {
  ...shared,
  get: () => require("./response-stream.cjs").awslambda,
  set: (value) => Object.defineProperty(globalThis, "awslambda", { ...shared, writable: true, value }),
});

async function main() {
  patchConsole();
  findPackages(process.env.LAMBDA_TASK_ROOT);
  findPackagesOfModules(process.env.LAMBDA_LAYERS_DIR);
  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    const json = errorJson(error, "Runtime.Unknown");
    writeFailure("Uncaught Exception", json);
    await post("/runtime/init/error", JSON.stringify(json), json);
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
  client.wake();
  writeFailure(title, json);
  const { requestId } = current;
  if (requestId !== undefined) await post(`/runtime/invocation/${requestId}/error`, JSON.stringify(json), json);
  process.exit(128 + 1);
}

async function serveNext(handler) {
  const { headers, body } = await client.request("GET", "/runtime/invocation/next");
  const id = headers["lambda-runtime-aws-request-id"];
  moveClock(Number(headers["lambda-runtime-clock-offset-ms"] ?? 0));
  current.requestId = id;
  if (headers["lambda-runtime-trace-id"]) process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const path = `/runtime/invocation/${id}`;
  const response = isStreaming(handler)
    ? require("./response-stream.cjs").newResponseStream(client, `${path}/response`)
    : undefined;
  try {
    const event = JSON.parse(body.toString("utf8"));
    if (typeof event?.ResponseURL === "string") require("./answer-stacks.cjs").answerStack(event.ResponseURL);
    if (response === undefined) {
      const result = await invoke(handler, event, contextOf(headers));
      await post(`${path}/response`, serialize(result));
    } else await stream(handler, event, response.stream, contextOf(headers));
  } catch (error) {
    const json = errorJson(error);
    writeFailure("Invoke Error ", json);
    if (response?.hasBegun === true) await response.fail(json);
    else await post(`${path}/error`, JSON.stringify(json), json);
  }
}

/** Done when the handler is and all that it has written is sent. */
async function stream(handler, event, response, context) {
  const finished = new Promise((resolve, reject) => response.on("finish", resolve).on("error", reject));
  finished.catch(() => undefined);
  await handler(event, response, context);
  if (!response.writableEnded) response.end();
  await finished;
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

/**
 * A handler may answer by its promise, or by a callback, which waits until nothing more is to be done unless the context says
 * otherwise. A handler that never answers is over when nothing more can happen.
 */
async function invoke(handler, event, context) {
  let settle;
  const settled = new Promise((resolve, reject) => {
    settle = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
  });
  let atRest = () => settle(null, null);
  const onRest = () => atRest();
  const callback = (error, result) => {
    atRest = () => settle(error, result);
    if (!context.callbackWaitsForEmptyEventLoop) atRest();
  };
  context.done = callback;
  context.succeed = (result) => settle(null, result);
  context.fail = (error) => settle(error ?? "handled");
  process.once("beforeExit", onRest);
  client.rest();
  try {
    const answer = handler(event, context, callback);
    if (typeof answer?.then === "function")
      answer.then(
        (result) => settle(null, result),
        (error) => settle(error),
      );
    else if (handler.length < 3) settle(null, answer);
    return await settled;
  } finally {
    client.wake();
    process.off("beforeExit", onRest);
  }
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
    getRemainingTimeInMillis: () => deadline - realNow(),
  };
}

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

function post(route, body, failure) {
  const headers = { "Content-Type": "application/json" };
  if (failure !== undefined) headers["Lambda-Runtime-Function-Error-Type"] = headerText(failure.errorType);
  return client.request("POST", route, headers, body);
}

const headerText = (text) => String(text).replace(/[^\x20-\x7e]/g, "?");

main().catch((error) => {
  writeLine("ERROR", String(error?.stack ?? error));
  process.exit(1);
});
