// How many events EventBridge's patterns take, against 1,000 rules of each kind.
//   node bench/events/run.mjs [--events 300000]
import { importBundled } from "../../tools/bundle.mjs";

await importBundled(new URL("main.ts", import.meta.url));
