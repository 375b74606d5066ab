import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, start } from "../support/program.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

let program: Running | undefined;
let browser: Browser;

describeInBrowser("a cloud that goes away", () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it("is missed on the page, which goes on when it is back", async () => {
    const endpoint = await startCloud("0");
    const { page } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/messages`);
    await page.getByText("There is no queue in this region.").waitFor();
    const notice = page.getByText("The cloud does not answer. This page shows what it last knew");

    await program?.stop();
    await notice.waitFor();
    await startCloud(new URL(endpoint).port);
    await notice.waitFor({ state: "detached" });
    const headers = { "x-millrace-console": "1", "content-type": "application/json" };
    const call = { service: "sqs", operation: "CreateQueue", input: { QueueName: "new" }, region: "us-east-1" };
    await fetch(`${endpoint}/_millrace/call`, { method: "POST", headers, body: JSON.stringify(call) });
    await page.getByRole("row").filter({ hasText: "new" }).waitFor();

    expect(await page.getByText("There is no queue in this region.").count()).toBe(0);
    await page.close();
  });
});

async function startCloud(port: string): Promise<string> {
  program = start(["cloud", "--ephemeral", "--port", port]);
  return (await program.prints(/(http:\/\/127\.0\.0\.1:\d+)/))[1] ?? "";
}
