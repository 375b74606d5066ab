import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  callsAwsFromWrongRoom,
  crossesServices,
  entersByTheFrontDoor,
  inCycles,
  isForbidden,
  readEdges,
  roomOf,
  rooms,
  sourceFiles,
} from "./rooms.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = sourceFiles(`${root}packages`).map((file) => relative(root, file));
const isTest = (file: string): boolean => /\.test(-d)?\.ts$|\/test-[a-z-]+\.ts$/.test(file);
const code = files.filter((file) => !isTest(file));
const edges = readEdges(root);
const codeEdges = edges.filter(({ from }) => !isTest(from));
const text = (file: string): string => readFileSync(root + file, "utf8");
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

/** Words that hide an input of a function: time, chance, the environment. Each has its homes. */
const homes = [
  {
    word: /\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(/,
    in: ["packages/core/src/clock.ts", "packages/console/src/browser.ts"],
  },
  { word: /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/, in: ["packages/core/src/ids.ts"] },
  {
    word: /\bprocess\.env\b|\benv \} = process\b/,
    in: ["packages/cli/src/config.ts", "packages/handlers/src/config.ts"],
  },
  { word: /\bconsole\./, in: [] },
  { word: /^export \* from/m, in: [] },
];

function testsIn(folder: string): string[] {
  if (!existsSync(root + folder)) return [];
  const names = readdirSync(root + folder).filter((name) => name.endsWith(".test.ts"));
  return names.map((name) => text(`${folder}/${name}`));
}

describe("tidy", () => {
  it("reads the import graph", () => expect(edges.length).toBeGreaterThan(500));

  it("keeps every room behind its door", () => expect(codeEdges.filter(isForbidden)).toEqual([]));

  it("keeps the AWS SDK out of every room but those that call AWS", () =>
    expect(codeEdges.filter(callsAwsFromWrongRoom)).toEqual([]));

  it("keeps services apart", () => expect(codeEdges.filter(crossesServices)).toEqual([]));

  it("has no import cycles", () => expect(inCycles(edges)).toEqual([]));

  it("never enters its own room by the front door", () => expect(edges.filter(entersByTheFrontDoor)).toEqual([]));

  it("knows every room", () => {
    const found = new Set(files.map(roomOf));

    expect([...found].sort()).toEqual(Object.keys(rooms).sort());
  });

  it("keeps files within 400 lines", () =>
    expect(files.filter((file) => text(file).split("\n").length > 400)).toEqual([]));

  it("gives files names that say something", () =>
    expect(
      files.filter((file) => /^(utils?|helpers?|common|misc|types|manager)\.|-\d+\.ts$/.test(basename(file))),
    ).toEqual([]));

  it.each(homes)("keeps $word at home", ({ word, in: allowed }) =>
    expect(code.filter((file) => !allowed.includes(file) && word.test(withoutComments(text(file))))).toEqual([]),
  );

  it("tests every operation beside its code or through its clients", () => {
    const untested = code.filter((file) => {
      if (!/\/operations\/[^/]+\.ts$/.test(file)) return false;
      const name = basename(file, ".ts").replace(/(^|-)(.)/g, (_, __, letter: string) => letter.toUpperCase());
      const service = dirname(dirname(file)).split("/").at(-1) ?? "";
      return ![...testsIn(dirname(file)), ...testsIn(`tests/contract/${service}`)].some((test) =>
        new RegExp(`["' ,(]${name}(Command)?\\b`, "i").test(test),
      );
    });

    expect(untested).toEqual([]);
  });

  it("lists every operation of a service in its face", () => {
    const missing = code.filter((file) => {
      const [, service, operation] = /cloud\/src\/services\/([^/]+)\/operations\/([^/]+)\.ts$/.exec(file) ?? [];
      if (service === undefined) return false;
      return !text(`packages/cloud/src/services/${service}/service.ts`).includes(`./operations/${operation}.ts`);
    });

    expect(missing).toEqual([]);
  });

  it.each(Object.keys(rooms).filter((room) => !["cdk", "cli", "console"].includes(room)))(
    "shows the face of %s",
    async (room) => {
      const face: object = await import(`../packages/${room}/src/index.ts`);

      expect(Object.keys(face).sort()).toMatchSnapshot();
    },
    // A face brings its whole room with it, which takes its time.
    60_000,
  );

  it("describes every error code, and no other", () => {
    const sources = [
      "packages/pipeline/src/pipeline-error.ts",
      "packages/plan/src/plan-error.ts",
      "packages/handlers/src/handler-error.ts",
      "packages/pipeline/src/record.ts",
      "packages/handlers/src/source/open-file.ts",
    ];
    const inCode = sources.flatMap((file) =>
      [...text(file).matchAll(/^\s*(?:\||.*Code =|readonly code:)[^;]*;?/gm)].flat(),
    );
    const codes = new Set(
      inCode.flatMap((line) => [...line.matchAll(/"([a-z]+(?:-[a-z]+)+)"/g)].map(([, code]) => code)),
    );
    codes.add("interrupted").add("cancelled");
    const described = new Set(
      [...text("docs/reference/errors.md").matchAll(/^\| `([a-z-]+)` *\|/gm)].map(([, code]) => code),
    );

    expect([...described].sort()).toEqual([...codes].sort());
  });
});
