"use strict";

/** What marks a handler that streams its answer. */
const streaming = Symbol.for("aws.lambda.runtime.handler.streaming");

const isStreaming = (handler) => handler[streaming] === "response";

module.exports = { isStreaming, streaming };
