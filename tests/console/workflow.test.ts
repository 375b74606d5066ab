import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, start } from "../support/program.ts";
import { seriousFindings } from "./axe.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

let program: Running;
let browser: Browser;
let endpoint: string;

describeInBrowser("the console of examples/files", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    program = start(["up", "examples/files", "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
    endpoint = (await program.prints(/runs at (http:\S+)/))[1] ?? "";
    await program.prints(/Send your own file/);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  it("leads from a file to its workflow and into each state, those of distributed maps included", async () => {
    const { page, mistakes } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/files`);

    await page.getByText("partner-a.csv").click();
    await page.getByRole("link", { name: /^[0-9a-f]{32}-/ }).click();
    await page.getByRole("button", { name: "Plan: succeeded" }).waitFor();
    await page.getByRole("button", { name: "line: succeeded" }).click();
    await page.getByRole("heading", { name: "line", exact: true }).waitFor();

    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByRole("button", { name: "FinishFailed: idle" }).count()).toBe(1);
    expect(await page.getByText("Output", { exact: true }).count()).toBe(1);
    expect(mistakes).toEqual([]);
    await page.close();
  });

  it("starts an execution and shows it failing, live", async () => {
    const { page } = await openConsole(browser, endpoint);
    await page.goto(`${endpoint}/_console/#/workflows`);

    await page.getByRole("row").filter({ hasText: "files" }).click();
    await page.getByText("Start an execution").click();
    await page.getByLabel("Input").fill('{"no": "file"}');
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("heading", { name: "Execution" }).waitFor();

    await page
      .locator("main")
      .getByText(/FAILED|RUNNING/)
      .first()
      .waitFor();
    await page.close();
  });
});
