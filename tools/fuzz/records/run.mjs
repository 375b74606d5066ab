// Gives broken files to every reader of records and compares what it says with other programs.
//   npm run fuzz:records                       20 000 files for each format, from seed 1 on
//   npm run fuzz:records -- 7 100000 xml       seed, files, format
import { spawnSync } from "node:child_process";
import { bundled } from "../../bundle.mjs";

const outfile = await bundled(new URL("main.ts", import.meta.url), {
  banner: {
    js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
