"use strict";
// Whoever answers for a custom resource (AWS's cfn-response, the CDK's providers) takes only host and path of the event's
// ResponseURL, and puts to them by HTTPS, as AWS's URLs have it. Here those requests go where the whole URL leads.

const http = require("node:http");
const https = require("node:https");
const { syncBuiltinESMExports } = require("node:module");

const { request } = https;
let answers;

https.request = (...words) => {
  const [options, ...others] = words;
  if (answers === undefined || options?.hostname !== answers.hostname || options.path !== answers.path)
    return request(...words);
  return http.request({ ...options, protocol: "http:", port: answers.port, agent: undefined }, ...others);
};
syncBuiltinESMExports();

/** Has the answer to this event's custom resource arrive. */
function answerStack(responseUrl) {
  const { protocol, hostname, port, pathname, search } = new URL(responseUrl);
  answers = protocol === "http:" ? { hostname, port, path: pathname + search } : undefined;
}

module.exports = { answerStack };
