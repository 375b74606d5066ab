import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { root } from "../support/program.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

let cloud: TestCloud;
let browser: Browser;

describeInBrowser("faults in the console", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    cloud = await startTestCloud({ consoleFolder: `${root}packages/cli/dist/console` });
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  it("strike clients, are told on every page, and are taken back", async () => {
    const { page, mistakes } = await openConsole(browser, cloud.cloud.endpoint);
    await page.goto(`${cloud.cloud.endpoint}/_console/#/clock`);

    await page.getByLabel("What").selectOption("Fail");
    await page.getByLabel("Operation").fill("ListTables");
    await page.getByRole("button", { name: "Let it go wrong" }).click();
    await page.getByRole("list", { name: "Faults" }).getByText("dynamodb ListTables").waitFor();
    const struck = await cloud.dynamodb.send(new ListTablesCommand({})).catch((error: Error) => error.name);
    await page.goto(`${cloud.cloud.endpoint}/_console/#/tables`);
    const banner = page.getByRole("status");
    const text = await banner.textContent();
    await banner.getByRole("button", { name: "Take back" }).click();
    await banner.waitFor({ state: "detached" });

    expect(struck).toBe("InternalServerError");
    expect(text).toContain("dynamodb ListTables fails");
    expect((await cloud.dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect(mistakes).toEqual([]);
    await page.close();
  });

  it("show the cloud's own reason where there can be none", async () => {
    const { page } = await openConsole(browser, cloud.cloud.endpoint);
    await page.goto(`${cloud.cloud.endpoint}/_console/#/clock`);

    await page.getByLabel("Service").fill("<b>nosuch</b>");
    await page.getByRole("button", { name: "Let it go wrong" }).click();

    await page.getByRole("alert").getByText('There is no service "<b>nosuch</b>"').waitFor();
    await page.close();
  });
});
