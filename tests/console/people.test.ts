import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, start } from "../support/program.ts";
import { seriousFindings } from "./axe.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

let program: Running;
let browser: Browser;
let endpoint: string;

describeInBrowser("the console of examples/people", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    program = start(["up", "examples/people", "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
    endpoint = (await program.prints(/runs at (http:\S+)/))[1] ?? "";
    await program.prints(/Send your own file/);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it("draws the network with what stands in each subnet", async () => {
    const { page, mistakes } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/network`);

    const subnets = page.getByRole("list", { name: "Subnets of people" }).locator(".subnet");
    await subnets.first().waitFor();

    expect(await subnets.filter({ hasText: "private" }).filter({ hasText: "people-consolidate" }).count()).toBe(2);
    expect(await subnets.filter({ hasText: "people-writer" }).count()).toBe(1);
    expect(await page.getByText("dynamodb (Gateway)").count()).toBe(1);
    expect(mistakes).toEqual([]);
    await page.close();
  });

  it("shows the way from one thing to another, hop by hop, or what is missing", async () => {
    const { page } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/network`);

    await page.getByLabel("From").fill("people-consolidate");
    await page.getByLabel("To", { exact: true }).fill("people");
    await page.getByRole("button", { name: "Show the way" }).click();
    await page.getByText("people-consolidate reaches people").waitFor();
    const hops = await page.getByRole("list", { name: "The way" }).getByRole("listitem").allTextContents();
    await page.goto(`${endpoint}/_console/#/network/internet/people`);
    await page.getByText("internet does not reach people").waitFor();

    expect(await seriousFindings(page)).toEqual([]);
    expect(hops.join("\n")).toContain("lets in tcp 5432 from people-consolidate");
    expect(await page.getByText("To add:").count()).toBe(1);
    await page.close();
  });

  it("runs SQL on the database once its Data API is enabled, and shows where a statement is wrong", async () => {
    const { page, mistakes } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/databases/people`);

    await page.getByRole("button", { name: "Enable the Data API" }).click();
    await page
      .getByRole("button")
      .filter({ hasText: /^public\.people$/ })
      .click();
    await page.getByText("99 rows").waitFor();
    const titles = await page.getByRole("table", { name: "Result" }).getByRole("columnheader").allTextContents();
    await page.getByLabel("SQL").fill("SELECT 1,\n  nothing FROM people");
    await page.getByLabel("SQL").press("Control+Enter");
    await page.getByText("Line 2, letter 3:").waitFor();

    expect(await seriousFindings(page)).toEqual([]);
    expect(titles).toContain("email");
    expect(await page.locator("mark").textContent()).toBe("nothing");
    expect(mistakes).toEqual([]);
    await page.close();
  });
});
