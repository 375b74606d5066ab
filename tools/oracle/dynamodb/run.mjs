/**
 * Sends random requests to Amazon's DynamoDB Local and to ours, and prints where the answers differ.
 * usage: npm run oracle:dynamodb -- http://127.0.0.1:8000 [requests] [seed]
 * DynamoDB Local is a development oracle and no part of this repository; start it with -inMemory. Its own texts for
 * refusals that AWS words otherwise are listed in known.mjs.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chance, definitions, generator } from "./generate.mjs";
import { isKnown } from "./known.mjs";

const [endpoint = "http://127.0.0.1:8000", count = "10000", seed = "1"] = process.argv.slice(2);
const shownMax = 40;

const outfile = join(process.cwd(), "node_modules", ".cache", "oracle-dynamodb.mjs");
await build({
  entryPoints: [new URL("./ours.ts", import.meta.url).pathname],
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["@photostructure/sqlite"],
  outfile,
  logLevel: "error",
});
const { ours } = await import(pathToFileURL(outfile).href);

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
  };
}

const byText = (one, two) => (one < two ? -1 : one > two ? 1 : 0);

/** Sets and scanned items have no order; a deletion of nothing makes DynamoDB Local tell capacity unasked. */
function comparable(value) {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  // DynamoDB Local keeps the spelling of numbers inside documents.
  if (typeof value.N === "string" && /e/i.test(value.N)) return { N: String(Number(value.N)) };
  const entries = Object.entries(value).map(([name, each]) =>
    /^[SNB]S$/.test(name) && Array.isArray(each) && each.every((member) => typeof member === "string")
      ? [name, [...each].sort(byText)]
      : [name, comparable(each)],
  );
  return Object.fromEntries(
    entries.filter(([name]) => name !== "ConsumedCapacity").sort(([one], [two]) => byText(one, two)),
  );
}

const text = (answer, operation) => {
  const shape = comparable(answer);
  if (operation === "Scan" && Array.isArray(shape.Items))
    shape.Items = shape.Items.map((item) => JSON.stringify(item)).sort(byText);
  return JSON.stringify(shape);
};

for (const definition of definitions) {
  await theirs("DeleteTable", { TableName: definition.TableName });
  await theirs("CreateTable", definition);
  await ours("CreateTable", definition);
}

const next = generator(chance(Number(seed)));
const kinds = new Map();
let different = 0;
for (let at = 0; at < Number(count); at++) {
  const { operation, input } = next();
  const [a, b] = [await theirs(operation, input), ours(operation, structuredClone(input))];
  const [theirText, ourText] = [text(a, operation), text(b, operation)];
  if (theirText === ourText || isKnown(a, b)) continue;
  different++;
  // A difference in what was written must not make later answers differ too.
  const key =
    input.Key ??
    (input.Item &&
      Object.fromEntries(
        Object.entries(input.Item).filter(([name]) => name === "p" || (input.TableName === "ranged" && name === "s")),
      ));
  if (key !== undefined) {
    await theirs("DeleteItem", { TableName: input.TableName, Key: key });
    ours("DeleteItem", { TableName: input.TableName, Key: key });
  }
  const kind = `${operation} | ${a.message ?? "ok"} | ${b.message ?? "ok"}`.replaceAll(/"[^"]*"|\[[^\]]*\]/g, "_");
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (kinds.get(kind) === 1 && kinds.size <= shownMax) {
    console.log(
      `${operation} ${JSON.stringify(input)}\n  theirs ${theirText.slice(0, 600)}\n  ours   ${ourText.slice(0, 600)}\n`,
    );
  }
}
console.log(`${count} requests, ${different} different, ${kinds.size} kinds`);
