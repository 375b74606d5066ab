import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, start } from "../support/program.ts";
import { seriousFindings } from "./axe.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

let program: Running;
let browser: Browser;
let endpoint: string;

describeInBrowser("the console of examples/orders", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    program = start(["up", "examples/orders", "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
    endpoint = (await program.prints(/runs at (http:\S+)/))[1] ?? "";
    await program.prints(/Send your own file/);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const views = [
    ["home", "Latest files"],
    ["files", "5 files"],
    ["workflows", "State machines"],
    ["tables", "DynamoDB"],
    ["tables/orders", "items"],
    ["buckets", "partner-orders"],
    ["buckets/partner-orders", "incoming/"],
    ["buckets/partner-orders/incoming%2Fpartner-a%2Forders.csv", "Beginning"],
    ["functions", "orders-file"],
    ["functions/orders-file", "Last log lines"],
    ["messages", "orders-billing"],
    ["logs", "/aws/lambda/orders-file"],
    ["logs/%2Faws%2Flambda%2Forders-file", "START RequestId"],
    ["metrics", "orders-file-errors"],
    ["access", "sqs:SendMessage"],
    ["network", "Outside of every network"],
    ["databases", "There is no database"],
    ["clock", "Move it forward"],
  ] as const;

  it.each([1440, 390])("shows every view %i wide without a mistake or a view that is cut", async (width) => {
    const { page, mistakes } = await openConsole(browser, endpoint, { width, height: 844 });
    const cut: string[] = [];

    for (const [path, text] of views) {
      await page.goto(`${endpoint}/_console/#/${path}`);
      await page.locator("main").getByText(text).first().waitFor();
      if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) cut.push(path);
    }

    expect(await page.locator(".failure").count()).toBe(0);
    expect(mistakes).toEqual([]);
    expect(cut).toEqual([]);
    await page.close();
  });

  it.each(["light", "dark"] as const)("keeps nobody out of any view, in %s colours", async (colorScheme) => {
    const { page } = await openConsole(browser, endpoint);
    await page.emulateMedia({ colorScheme });
    const found: string[] = [];

    for (const [path, text] of views) {
      await page.goto(`${endpoint}/_console/#/${path}`);
      await page.locator("main").getByText(text).first().waitFor();
      found.push(...(await seriousFindings(page)).map((finding) => `${path}: ${finding}`));
    }

    expect(found).toEqual([]);
    await page.close();
  });

  it("draws what leads to what", async () => {
    const { page } = await openConsole(browser, endpoint);

    const map = page.getByRole("region", { name: "Map" });
    await map.locator(".name").first().waitFor();
    const names = await map.locator(".name").allTextContents();
    await map.getByText("5 calls").waitFor();

    expect(names).toEqual(expect.arrayContaining(["partner-orders", "orders-file", "orders", "orders-billing"]));
    expect(await map.locator(".edge").count()).toBeGreaterThan(10);
    await page.close();
  });

  it("sends a file that is dropped and shows it running to its end", async () => {
    const { page } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/files`);
    await page.getByLabel("Folder").fill("incoming/dropped/");

    await drop(page, "<img src=x onerror=alert(1)>.csv", "order_no,channel\nORD-1,web\n");
    await page.locator(".sending").filter({ hasText: /sent$/ }).waitFor();
    const row = page.getByRole("row").filter({ hasText: "onerror" });
    await row.getByText("with rejects").or(row.getByText("failed")).waitFor();

    expect(await page.locator("main img").count()).toBe(0);
    await page.close();
  });

  it("tells why a file failed, and replays it", async () => {
    const { page, mistakes } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/files`);

    await page.getByText("unreadable.csv").click();
    await page.locator(".failure").getByText("it is a PNG image").waitFor();
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByText("sent again").waitFor();
    await page.goto(`${endpoint}/_console/#/files`);
    const runs = page.getByRole("row").filter({ hasText: "unreadable.csv" }).filter({ hasText: "failed" });
    await runs.nth(1).waitFor();

    expect(mistakes).toEqual([]);
    await page.close();
  });

  it("shows rejected records as they stood in the file", async () => {
    const { page } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/files`);

    await page.getByText("partner-c.xml").click();
    await page.getByText("Cost on AWS").waitFor();
    await page.getByText(/^about \$0\.0+\d/).waitFor();
    await page.getByText("Invalid option").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download CSV" }).click(),
    ]);

    expect(await page.locator(".code pre").first().textContent()).toContain("<order id=");
    expect(download.suggestedFilename()).toBe("rejects.csv");
    await page.close();
  });

  it.each([
    ["orders.csv", "received NaN", /,two,/, ",4,"],
    ["partner-c.xml", "Invalid option", /<total>/, '<total currency="EUR">'],
    ["partner-b.json", "Too small", /"quantity": ?0/, '"quantity": 2'],
  ])("has a rejected record of %s put right, sent back and stored", async (file, reason, wrong, right) => {
    const { page, mistakes } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/files`);

    await page.getByRole("row").filter({ hasText: file }).first().click();
    await page.getByRole("table", { name: "Rejected records" }).getByText(reason).first().click();
    await page.getByRole("button", { name: "Put right" }).click();
    const record = page.getByRole("textbox", { name: "Record" });
    await record.fill((await record.inputValue()).replace(wrong, right));
    await page.getByRole("button", { name: "Send back 1 corrected record" }).click();
    const sent = page.getByRole("status");
    await sent.getByText("completed").waitFor();
    await sent.getByRole("link").click();
    await page.getByRole("heading", { name: /^replay-/ }).waitFor();

    expect(await page.locator(".counts li").allTextContents()).toEqual(
      expect.arrayContaining(["1 records", "1 stored"]),
    );
    expect(mistakes).toEqual([]);
    await page.close();
  });

  it("marks rejects as done with", async () => {
    const { page } = await openConsole(browser, endpoint);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.goto(`${endpoint}/_console/#/files`);

    await page.getByRole("row").filter({ hasText: "partner-d.csv" }).click();
    await page.getByRole("button", { name: "Discard" }).click();

    await page.getByText("done with at").waitFor();
    await page.close();
  });

  it("says when the cloud goes away", async () => {
    const { page } = await openConsole(browser, endpoint);
    await page.getByText("Latest files").waitFor();

    await page.context().setOffline(true);
    await page.route("**/_millrace/**", (route) => route.abort());
    await program.stop();
    await page.getByText("The cloud does not answer").first().waitFor();

    expect(await page.getByText("Latest files").count()).toBe(1);
    await page.close();
  });
});

/** As a string, as it is the page's: a DataTransfer cannot be made anywhere else. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const make = `(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    return data;
  })()`;
  const dataTransfer = await page.evaluateHandle(make);
  await page.getByLabel("Drop files here").dispatchEvent("drop", { dataTransfer });
}
