import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { millrace, type Running, root, start } from "../support/program.ts";

// Below the repository, so that a new pipeline finds its packages.
const folder = mkdtempSync(join(root, "tests", "commands-"));
const data = join(root, "node_modules/vega-datasets/data");
let program: Running;
let env: Record<string, string>;

const run = (...words: readonly string[]) => millrace(words, { cwd: folder, env });

beforeAll(async () => {
  cpSync(join(data, "seattle-weather.csv"), join(folder, "weather.csv"));
  const made = await millrace(["new", "weather", "--from", "weather.csv"], { cwd: folder });
  expect(made).toMatchObject({ code: 0, err: "" });
  program = start(["up", join(folder, "weather"), "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
  const [, endpoint = ""] = await program.prints(/runs at (http:\S+)/);
  env = { AWS_ENDPOINT_URL: endpoint };
  await program.prints(/Files are followed here/);
});
afterAll(async () => {
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("millrace", () => {
  it("brings an unknown file to rows with what new has written", () => {
    expect(program.output()).toMatch(/weather\.csv +completed +1461 rows stored +0 rejected/);
    expect(readFileSync(join(folder, "weather/pipeline.ts"), "utf8")).toContain('key: ["date"]');
  });

  it("tells every error in a file before it is sent", async () => {
    writeFileSync(
      join(folder, "bad.csv"),
      "date,precipitation,temp_max,temp_min,wind,weather\n2026-01-01,0,1,0,x,sun\n",
    );

    const { code, out } = await run("check", "bad.csv", "--folder", "weather");

    expect(code).toBe(1);
    expect(out).toMatch(/line 2 +type-error +wind/);
    expect(out).toContain("1 records, 0 good, 1 rejected (1 type-error)");
  });

  it("sends a file and follows it, lists its run, and shows what was rejected", async () => {
    const rows = "2027-01-01,0,1,0,2,sun\n2027-01-02,0,1,0,2,storm\n";
    writeFileSync(join(folder, "two.csv"), `date,precipitation,temp_max,temp_min,wind,weather\n${rows}`);

    const sent = await run("send", "two.csv", "--folder", "weather", "--partner", "acme");
    const runs = await run("runs", "--folder", "weather", "--file", "incoming/acme/two.csv", "--json");
    const { runId } = JSON.parse(runs.out) as { readonly runId: string };

    expect(sent.out).toMatch(/acme\/two\.csv +completed +1 rows stored +1 rejected/);
    expect((await run("run", runId.slice(0, 12), "--folder", "weather")).out).toMatch(/rejected +1\n/);
    expect((await run("rejects", runId, "--folder", "weather")).out).toMatch(/line 3 +constraint-error +weather/);
    const csv = await run("rejects", runId, "--folder", "weather", "--csv");
    expect(csv.out.split("\r\n")[1]).toMatch(/^constraint-error,weather,3,.*,2027-01-02,0,1,0,2,storm$/);
    expect((await run("query", "2027-01-01", "--folder", "weather", "--json")).out).toContain('"weather":"sun"');
    expect((await run("query", "2027-01-02", "--folder", "weather")).out).toContain("No rows with the key");
    expect((await run("logs", "file", "--folder", "weather", "--filter", "two.csv")).out).toContain("file completed");
  });

  it("says what reading again would do, and sends what was rejected again", async () => {
    const dry = await run("reprocess", "incoming/acme/two.csv", "--folder", "weather", "--dry-run", "--json");
    expect(JSON.parse(dry.out)).toMatchObject({ created: 0, updated: 0, unchanged: 1, rejected: 1 });

    const replayed = await run("replay", "incoming/acme/two.csv", "--folder", "weather");
    expect(replayed.out).toMatch(/^1 records were sent again as s3:\/\/weather-files\/incoming\/acme\/replay-/);
  });

  it("tells the difference, which is none, and then destroys what holds no data", async () => {
    expect(await run("diff", "weather")).toMatchObject({
      code: 0,
      out: "Nothing to change: weather is as it should be\n",
    });
    expect(await run("destroy", "weather")).toMatchObject({ code: 2, err: expect.stringContaining("give --yes") });

    const destroyed = await run("destroy", "weather", "--yes", "--json");
    const { kept } = JSON.parse(destroyed.out) as { readonly kept: readonly string[] };
    expect(kept).toEqual(expect.arrayContaining(["AWS::S3::Bucket weather-files", "AWS::DynamoDB::Table weather"]));
  });

  it("moves time, and prints what shells need", async () => {
    const before = await run("clock");
    const after = await run("clock", "advance", "7d");
    expect([before.err, after.err]).toEqual(["", ""]);
    expect(Date.parse(after.out.trim()) - Date.parse(before.out.trim())).toBeGreaterThanOrEqual(7 * 24 * 3600 * 1000);

    expect((await run("env", "--shell", "fish")).out).toContain(`set -gx AWS_ENDPOINT_URL ${env["AWS_ENDPOINT_URL"]}`);
    expect((await run("doctor")).out).toContain(`runs at ${env["AWS_ENDPOINT_URL"]}`);
    for (const shell of ["bash", "zsh", "fish"]) expect((await run("completion", shell)).out).toContain("reprocess");
  });

  it.each([
    [["runs", "--folder", "weather", "--status", "odd"], 2, 'There is no status "odd"'],
    [["send", "none.csv", "--folder", "weather"], 1, 'Cannot send "none.csv" as there is no such file'],
    [["runs", "--folder", "weather", "--endpoint", "http://127.0.0.1:9"], 1, "Nothing answers at 127.0.0.1:9"],
    [["run", "ffffffff", "--folder", "weather"], 1, 'There is no run "ffffffff" of weather'],
    [["clock", "advance", "soon"], 2, 'The time to advance by is "soon"'],
    [["state", "load", "none.zip", "--yes"], 2, 'Cannot load "none.zip" as there is no such file'],
    [["state", "reset"], 2, "give --yes if that is meant"],
    [["state", "keep"], 2, 'There is no "state keep"'],
    [["fault", "burn", "s3"], 2, 'There is no "fault burn"'],
    [["fault", "throttle"], 2, "Which service?"],
    [["fault", "throttle", "dynamo"], 1, 'There is no service "dynamo"'],
    [["logs", "nobody", "--folder", "weather"], 2, 'There is no function "nobody"'],
    [["new", "weather", "--from", "weather.csv"], 1, "there is a pipeline.ts already"],
    [["completion", "tcsh"], 2, "expected bash, zsh or fish"],
    [["deploy", "weather", "extra"], 2, 'There is a word too many, "extra"'],
  ])("answers %j in one line, with exit code %i", async (words, code, message) => {
    const ended = await run(...words);

    expect(ended.err).toContain(message);
    expect(ended.code).toBe(code);
    expect(ended.err.trim().split("\n").length).toBeLessThanOrEqual(2);
  });
});
