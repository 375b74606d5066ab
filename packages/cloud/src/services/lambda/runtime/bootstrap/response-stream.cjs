"use strict";
// Answers that stream: `awslambda.streamifyResponse` and `awslambda.HttpResponseStream`.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html

const { streaming } = require("./is-streaming.cjs");

const preludeType = "application/vnd.awslambda.http-integration-response";

const awslambda = {
  streamifyResponse(handler) {
    handler[streaming] = "response";
    return handler;
  },
  HttpResponseStream: {
    /** The head of an HTTP answer goes before what is written. */
    from(stream, head) {
      stream.setContentType(preludeType);
      stream.onFirstWrite(() => Buffer.concat([Buffer.from(JSON.stringify(head)), Buffer.alloc(8)]));
      return stream;
    },
  },
};

/** The stream that a handler writes its answer to. It begins the answer with the first byte, or when it ends. */
function newResponseStream(client, path) {
  const { Writable } = require("node:stream");
  let contentType = "application/octet-stream";
  let sending;
  let head;
  const begin = () => {
    if (sending !== undefined) return;
    sending = client.stream(path, {
      "Content-Type": contentType,
      "Lambda-Runtime-Function-Response-Mode": "streaming",
      Trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
    });
    if (head !== undefined) sending.write(head(), () => undefined);
  };
  const stream = new Writable({
    highWaterMark: 64 * 1024,
    write(chunk, _, done) {
      begin();
      sending.write(chunk, done);
    },
    final(done) {
      begin();
      sending.end().then(() => done(), done);
    },
  });
  stream.setContentType = (type) => {
    contentType = type;
  };
  stream.onFirstWrite = (make) => {
    head = make;
  };
  return {
    stream,
    get hasBegun() {
      return sending !== undefined;
    },
    /** Says behind what was sent that it is not whole. */
    fail: (json) =>
      sending.end({
        "Lambda-Runtime-Function-Error-Type": json.errorType,
        "Lambda-Runtime-Function-Error-Body": Buffer.from(JSON.stringify(json)).toString("base64"),
      }),
  };
}

module.exports = { awslambda, newResponseStream };
