/**
 * Sends random requests to Amazon's DynamoDB Local and to ours, and prints where the answers differ.
 * usage: npm run oracle:dynamodb -- http://127.0.0.1:8000 [requests] [seed]
 * DynamoDB Local is a development oracle and no part of this repository; start it with -inMemory. Its own texts for
 * refusals that AWS words otherwise are listed in known.mjs.
 */
import { importBundled } from "../../bundle.mjs";
import { chance } from "./chance.mjs";
import { textOf } from "./comparable.mjs";
import { isKnown } from "./known.mjs";
import { Mirror } from "./mirror.mjs";
import { generator } from "./requests.mjs";
import { schemas } from "./schemas.mjs";

const [endpoint = "http://127.0.0.1:8000", count = "10000", seed = "1"] = process.argv.slice(2);
const shownMax = 60;
/** New tables after so many requests, each time of other shapes. */
const requestsPerEra = 2000;

const { openOurs } = await importBundled(new URL("./ours.ts", import.meta.url), {
  external: ["@photostructure/sqlite"],
});

async function theirs(operation, input) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "content-type": "application/x-amz-json-1.0",
      authorization: `AWS4-HMAC-SHA256 Credential=oracle${seed}/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x`,
    },
    body: JSON.stringify(input),
  });
  const body = await response.json();
  if (response.ok) return body;
  return {
    error: String(body.__type).replace(/^.*#/, ""),
    message: body.message ?? body.Message,
    ...(body.Item && { Item: body.Item }),
    ...(body.CancellationReasons && { CancellationReasons: body.CancellationReasons }),
  };
}

const kinds = new Map();
let different = 0;
let known = 0;
let checks = 0;

function report(operation, input, a, b) {
  different++;
  const place = (answer) => answer.message ?? "ok";
  const kind = `${operation} | ${place(a)} | ${place(b)}`.replaceAll(/"[^"]*"|\[[^\]]*\]|\b[a-z]\b/g, "_");
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (kinds.get(kind) > 1 || kinds.size > shownMax) return;
  const [one, two] = [a, b].map((answer) => textOf(operation, input, answer).slice(0, 700));
  console.log(`${operation} ${JSON.stringify(input)}\n  theirs ${one}\n  ours   ${two}\n`);
}

const random = chance(Number(seed));
let mirror;
let next;
let era;
for (let at = 0; at < Number(count); at++) {
  if (at % requestsPerEra === 0) {
    checks += mirror?.checks ?? 0;
    era = schemas(random);
    mirror = new Mirror({ theirs, ours: openOurs(), tables: era, report });
    await mirror.begin();
    next = generator(random, era);
  }
  const { operation, input } = next();
  const [a, b] = [await theirs(operation, input), mirror.ours(operation, structuredClone(input))];
  const isEqual = textOf(operation, input, a) === textOf(operation, input, b);
  const isKnownDifference = !isEqual && isKnown(operation, input, a, b);
  if (!isEqual && !isKnownDifference) report(operation, input, a, b);
  if (isKnownDifference) known++;
  await mirror.compareStates({ operation, input, isEqual, isKnownDifference });
}
for (const [kind, times] of [...kinds].sort(([, one], [, two]) => two - one)) console.log(`${times} x ${kind}`);
console.log(
  `${count} requests, ${different} different (${kinds.size} kinds), ${known} known, ${checks + mirror.checks} comparisons of all tables`,
);
