"use strict";
// What a Node.js function prints, in the format of its log.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html

const fs = require("node:fs");
const { format } = require("node:util");

const logFd = Number(process.env._LAMBDA_TELEMETRY_LOG_FD);
delete process.env._LAMBDA_TELEMETRY_LOG_FD;
const isJson = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const lowest = isJson ? Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL ?? "INFO")) : 0;

/** The request that is being served, for lines to name. */
const current = { requestId: undefined };

function patchConsole() {
  const methods = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
  for (const [method, level] of Object.entries(methods)) {
    console[method] = (...values) => (isJson ? writeJson(level, values) : writeLine(level, format(...values)));
  }
  console.fatal = (...values) => (isJson ? writeJson("FATAL", values) : writeLine("FATAL", format(...values)));
}

/** A failure that nobody has caught, in the words of the runtime. */
function writeFailure(title, json) {
  if (isJson) {
    write("ERROR", {
      errorType: json.errorType,
      errorMessage: json.errorMessage,
      stackTrace: json.trace?.slice(1),
    });
  } else {
    writeLine("ERROR", `${title}\t${JSON.stringify({ ...json, stack: json.trace, trace: undefined })}`);
  }
}

function writeLine(level, message) {
  const time = new Date();
  const text = `${time.toISOString()}\t${current.requestId ?? "undefined"}\t${level}\t${message}`;
  writeFrame(time.getTime(), Buffer.from(text, "utf8"));
}

/** One object alone is logged as it is, an error with its parts, and everything else as text. */
function writeJson(level, values) {
  const [first] = values;
  const error = values.find((value) => value instanceof Error);
  const message = values.length === 1 && isLoggable(first) ? first : format(...values);
  if (error === undefined) return write(level, { message });
  write(level, {
    message: values.length === 1 ? undefined : message,
    errorType: error.name ?? "UnknownError",
    errorMessage: error.message,
    stackTrace: String(error.stack ?? "")
      .split("\n")
      .slice(1),
  });
}

function isLoggable(value) {
  if (typeof value !== "object" || value === null || value instanceof Error) return false;
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function write(level, fields) {
  if (levels.indexOf(level) < lowest) return;
  const time = new Date();
  const { requestId } = current;
  const record = { timestamp: time.toISOString(), level, ...(requestId === undefined ? {} : { requestId }), ...fields };
  writeFrame(time.getTime(), Buffer.from(JSON.stringify(record), "utf8"));
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

module.exports = { current, patchConsole, writeFailure, writeLine };
