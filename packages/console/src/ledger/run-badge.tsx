import { Badge, type Tone } from "../parts/page.tsx";
import type { Run } from "./runs.ts";

/** What became of a file, in a word. */
export function RunBadge({ run }: { readonly run: Run }) {
  const { tone, word } = verdict(run);
  return <Badge tone={tone}>{word}</Badge>;
}

function verdict({ status, counts }: Run): { readonly tone: Tone; readonly word: string } {
  if (status === "failed") return { tone: "bad", word: "failed" };
  if (status === "running") return { tone: "busy", word: "running" };
  return (counts?.rejected ?? 0) > 0 ? { tone: "warn", word: "with rejects" } : { tone: "ok", word: "completed" };
}
