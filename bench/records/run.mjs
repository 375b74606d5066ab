// npm run bench:records -- [megabytes=200] [rounds=4] [only]: each reader in a process of its own, rounds interleaved; prints the best
// round of each in MB of file per CPU-second, and fails where a reader counts anything but what the generator wrote. `only` is a
// part of the names of those to run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [megabytes = "200", rounds = "4", only = ""] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;

try {
  await build({
    entryPoints: [join(here, "generate.ts"), join(here, "measure.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
    banner: {
      js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
    },
  });
  const { generate } = await import(pathToFileURL(join(folder, "generate.mjs")).href);
  const { candidates } = await import(pathToFileURL(join(folder, "measure.mjs")).href);
  const names = Object.keys(candidates).filter((name) => name.includes(only));
  const formatOf = (name) => name.split(":")[0];
  const files = Object.fromEntries(
    [...new Set(names.map(formatOf))].map((format) => [
      format,
      generate(folder, format, { seed: 42, bytesMin: Number(megabytes) * 1e6 }),
    ]),
  );
  const best = new Map();
  for (let round = 0; round < Number(rounds); round++) {
    for (const name of names) keepBest(best, name, measured(name, files[formatOf(name)]));
  }
  console.log(`node ${process.version}, ${megabytes} MB files, best of ${rounds} rounds\n`);
  for (const [name, { file, result }] of best) {
    const speed = file.bytes / 1e6 / result.cpuSeconds;
    const rows = file.rows / result.cpuSeconds / 1000;
    console.log(
      `${name.padEnd(36)}${speed.toFixed(0).padStart(5)} MB/CPU-s ${rows.toFixed(0).padStart(6)} krows/CPU-s ${result.peakRssMb.toFixed(0).padStart(5)} MB peak RSS`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measured(name, file) {
  const script = `import(${JSON.stringify(pathToFileURL(join(folder, "measure.mjs")).href)}).then(async ({ measure }) => console.log(JSON.stringify(await measure(${JSON.stringify(name)}, ${JSON.stringify(file.file)}))))`;
  const child = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`${name}: ${child.stderr}`);
  const result = JSON.parse(child.stdout);
  if (name.includes("ours") && (result.rows !== file.rows || result.quantity !== file.quantity)) {
    throw new Error(
      `${name} found ${result.rows} rows and a quantity of ${result.quantity}: expected ${file.rows} and ${file.quantity}`,
    );
  }
  return { file, result };
}

function keepBest(best, name, measurement) {
  const before = best.get(name);
  if (before === undefined || measurement.result.cpuSeconds < before.result.cpuSeconds) best.set(name, measurement);
}
