/** Runs operations.ts, whose TypeScript Node 20 does not read by itself. */
import { importBundled } from "../../tools/bundle.mjs";

const { main } = await importBundled(new URL("operations.ts", import.meta.url), {
  external: ["@photostructure/sqlite"],
});
await main(process.argv[2]);
