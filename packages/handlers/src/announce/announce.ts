import type { Run } from "../ledger/run.ts";
import type { Tools } from "../tools.ts";
import { writeFileItem } from "./write-file-item.ts";

/** Tells the world what became of a file. Comes before the ledger's own last word, so it may come twice but never not at all. */
export async function announce(tools: Tools, run: Run): Promise<void> {
  await writeFileItem(tools, run);
  if (tools.config.topic === undefined) return;
  // Loaded here as most pipelines tell nobody, and every cold start would pay for it.
  const { tellTopic } = await import("./tell-topic.ts");
  await tellTopic(tools, run);
}
