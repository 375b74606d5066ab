import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { definitionPage } from "../../tools/definition-page.mjs";
import { millrace } from "../support/program.ts";

const page = readFileSync(new URL("../../docs/reference/cli.md", import.meta.url), "utf8");
const chapters = new Map(
  [...page.matchAll(/^## millrace ([a-z]+)\n\n```\n([\s\S]*?)\n```$/gm)].map(([, name = "", help = ""]) => [
    name,
    help,
  ]),
);

// Written by `npm run reference`.
describe("the reference of the command line", () => {
  it("has a chapter for each command", async () => {
    const { out } = await millrace(["--help"]);
    const commands = [...out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name);

    expect(commands.length).toBeGreaterThan(20);
    expect([...chapters.keys()]).toEqual(commands);
  });

  it.each([...chapters.keys()])("tells of %s what its help does", async (name) => {
    const { out } = await millrace([name, "--help"]);

    expect(out.trim()).toBe(chapters.get(name));
  });
});

describe("the reference of the definition", () => {
  it("is what the sources say", () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));

    // The formatter makes the columns of tables as wide as what is in them.
    const words = (page: string) =>
      page
        .replaceAll(/-+/g, "-")
        .replaceAll(/[ \n]+/g, " ")
        .trim();

    expect(words(readFileSync(`${root}docs/reference/definition.md`, "utf8"))).toBe(words(definitionPage(root)));
  });
});
