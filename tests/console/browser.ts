import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { describe } from "vitest";

/** Chromium on this machine: named by CHROMIUM_PATH, or found where programs are. */
const chromiumPath =
  process.env["CHROMIUM_PATH"] ??
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
    .find(existsSync);

if (chromiumPath === undefined) {
  console.warn("The console is not tested in a browser: there is no Chromium (name it by CHROMIUM_PATH)");
}

/** Left out where there is no browser. */
export const describeInBrowser = describe.skipIf(chromiumPath === undefined);

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    // Chromium's own sandbox refuses to run as root, which is who runs in containers.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });

export interface Watched {
  readonly page: Page;
  /** What went wrong in the page so far. */
  readonly mistakes: readonly string[];
}

/** A page of the console that remembers everything that went wrong in it. */
export async function openConsole(
  browser: Browser,
  endpoint: string,
  size = { width: 1440, height: 900 },
): Promise<Watched> {
  const page = await browser.newPage({ viewport: size });
  const mistakes: string[] = [];
  page.on("pageerror", ({ message }) => mistakes.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") mistakes.push(message.text());
  });
  await page.goto(`${endpoint}/_console/`);
  return { page, mistakes };
}
