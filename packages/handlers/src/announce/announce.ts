import type { Run } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";
import { tellTopic } from "./tell-topic.ts";
import { writeFileItem } from "./write-file-item.ts";

/** Tells the world what became of a file. Comes before the ledger's own last word, so it may come twice but never not at all. */
export async function announce(tools: Tools, run: Run): Promise<void> {
  await writeFileItem(tools, run);
  await tellTopic(tools, run);
}
