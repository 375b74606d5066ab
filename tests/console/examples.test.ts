import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Running, start } from "../support/program.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

/** What can be opened from a page, one of each kind. */
async function linksOf(page: Page): Promise<string[]> {
  const links = await page
    .locator("main a[href^='#/']")
    .evaluateAll((found) => found.map((a) => a.getAttribute("href")));
  const byKind = new Map(
    links.flatMap((link) => (link === null ? [] : [[link.split("/").slice(0, 2).join("/"), link]])),
  );
  return [...byKind.values()];
}

for (const [example, files] of [
  ["uploads", "2 files"],
  ["events", "1 file"],
  ["files", "3 files"],
  ["people", "1 file"],
] as const) {
  describeInBrowser(`the console of examples/${example}`, () => {
    let program: Running;
    let browser: Browser;
    let endpoint: string;
    beforeAll(async () => {
      browser = await openBrowser();
      program = start(["up", `examples/${example}`, "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
      endpoint = (await program.prints(/runs at (http:\S+)/))[1] ?? "";
      await program.prints(/Send your own file/);
    });
    afterAll(async () => {
      await browser?.close();
      await program?.stop();
    });

    it.each([1440, 390])("shows every view %i wide, and what each leads to", async (width) => {
      const { page, mistakes } = await openConsole(browser, endpoint, { width, height: 844 });
      const cut: string[] = [];
      const look = async (link: string): Promise<void> => {
        await page.goto(`${endpoint}/_console/${link}`);
        await page.locator("main h1").first().waitFor();
        await page.getByText("Reading…").first().waitFor({ state: "detached" });
        if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) cut.push(link);
        if ((await page.locator("main [role=alert]").count()) > 0) cut.push(`${link} fails`);
      };
      const views = await page
        .getByRole("navigation", { name: "Views" })
        .getByRole("link")
        .evaluateAll((found) => found.map((a) => a.getAttribute("href") ?? ""));

      for (const view of views) {
        await look(view);
        for (const link of await linksOf(page)) await look(link);
      }

      expect(views.length).toBeGreaterThan(10);
      expect(cut).toEqual([]);
      expect(mistakes).toEqual([]);
      await page.close();
    });

    it("is loaded again only where it has changed", async () => {
      const script = `${endpoint}/_console/app.js`;
      const first = await fetch(script);
      const tag = first.headers.get("etag") ?? "";

      expect((await first.text()).length).toBeGreaterThan(10_000);
      expect((await fetch(script, { headers: { "if-none-match": tag } })).status).toBe(304);
      expect((await fetch(script, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    });

    it("tells each file's story, from the keyboard alone", async () => {
      const { page, mistakes } = await openConsole(browser, endpoint);

      await page.getByRole("navigation", { name: "Views" }).waitFor();
      await page.keyboard.press("g");
      await page.keyboard.press("f");
      await page.getByRole("heading", { name: files }).waitFor();
      await page.locator("main a[href^='#/files/']").first().focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Replay" }).waitFor();
      await page.getByText(/^about \$0\.0/).waitFor();

      expect(await page.locator(".counts li").allTextContents()).toContainEqual(expect.stringMatching(/^\d+ stored$/));
      expect(mistakes).toEqual([]);
      await page.close();
    });
  });
}
