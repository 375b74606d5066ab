// How soon the console's map is drawn, of examples/orders after so many files: from navigation to the drawing and to the counts in it.
//   npm run bench:console -- [files=1000] [rounds=9]
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { chromium } from "playwright-core";

const [files = "1000", rounds = "9"] = process.argv.slice(2);
const count = Number(files);
const root = fileURLToPath(new URL("../..", import.meta.url));
const head = "order_no,channel,ordered_at,customer_name,email,phone,sku,qty,unit_price,total,currency,note\n";
const row = (index) =>
  `ORD-${500_000 + index},web,2026-11-18T03:23:00Z,Mia,mia@example.com,+4935030,SKU-66610,2,1.50,3.00,EUR,\n`;

const words = ["up", "examples/orders", "--ephemeral", "--port", "0", "--no-watch"];
const program = spawn(process.execPath, ["packages/cli/bin/millrace.cjs", ...words], { cwd: root });
try {
  const endpoint = await new Promise((resolve) => {
    let text = "";
    program.stdout.on("data", (chunk) => {
      text += chunk;
      const [, found] = /runs at (http:\S+)/.exec(text) ?? [];
      if (found !== undefined && text.includes("Send your own file")) resolve(found);
    });
  });
  const config = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  await send(new S3Client({ ...config, forcePathStyle: true }));
  await ended(new DynamoDBClient(config));
  await measure(endpoint);
} finally {
  program.kill();
}

async function send(s3) {
  let next = 0;
  const sender = async () => {
    for (let index = next++; index < count; index = next++) {
      const Key = `incoming/bench/${index}.csv`;
      await s3.send(new PutObjectCommand({ Bucket: "partner-orders", Key, Body: head + row(index) }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
}

/** Waits until the ledger has all files as completed. */
async function ended(dynamodb) {
  const query = {
    TableName: "orders",
    IndexName: "ledgerByStatus",
    KeyConditionExpression: "ledgerByStatusPK = :pk",
    ExpressionAttributeValues: { ":pk": { S: "orders#completed" } },
    Select: "COUNT",
  };
  for (;;) {
    const { Count } = await dynamodb.send(new QueryCommand(query));
    if (Count >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function measure(endpoint) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const times = { drawn: [], counted: [], requests: [] };
  for (let round = 0; round < Number(rounds); round++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // Both moments are told by the page itself: whoever asks from outside adds the way there and back.
    await page.addInitScript(`
      new MutationObserver(() => {
        if (document.querySelector(".map .node") !== null) window.drawnAt ??= performance.now();
        if (document.querySelector(".map .node.ok .vitals")?.textContent) window.countedAt ??= performance.now();
      }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    `);
    let requests = 0;
    page.on("request", () => requests++);
    await page.goto(`${endpoint}/_console/`);
    await page.locator(".map .node.ok .vitals", { hasText: /./ }).first().waitFor({ state: "attached" });
    await page.waitForTimeout(1500);
    const { drawn, counted } = await page.evaluate("({ drawn: window.drawnAt, counted: window.countedAt })");
    times.drawn.push(drawn);
    times.counted.push(counted);
    times.requests.push(requests);
    await page.close();
  }
  await browser.close();
  const line = (name, values) => {
    const sorted = values.map(Math.round).sort((a, b) => a - b);
    const cells = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map((cell) =>
      `${cell}`.padStart(9),
    );
    process.stdout.write(`${name.padEnd(50)}${cells.join("")}\n`);
  };
  process.stdout.write(`${"".padEnd(50)}   median    least     most\n`);
  line(`${files} files: map drawn, ms`, times.drawn);
  line(`${files} files: counts in it, ms`, times.counted);
  line("requests of the first two seconds", times.requests);
}
