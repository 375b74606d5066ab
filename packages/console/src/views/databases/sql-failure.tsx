import { Failure } from "../../parts/page.tsx";
import { Code } from "../../parts/scrolled.tsx";

/** Why a statement did not run, and at which of its letters. */
export function SqlFailure({ error, sql }: { readonly error: Error; readonly sql: string }) {
  const [, written] = /; Position: (\d+);/.exec(error.message) ?? [];
  if (written === undefined) return <Failure error={error} />;
  // PostgreSQL counts from 1, and letters as people do.
  const letters = [...sql];
  const at = Number(written) - 1;
  const before = letters.slice(0, at).join("");
  const [word = ""] = /^\w+|^./su.exec(letters.slice(at).join("")) ?? [];
  const lines = before.split("\n");
  return (
    <>
      <Failure error={error} />
      <p class="dim">
        Line {lines.length}, letter {(lines.at(-1) ?? "").length + 1}:
      </p>
      <Code>
        {before}
        <mark>{word === "" ? "⏎" : word}</mark>
        {letters.slice(at + [...word].length).join("")}
      </Code>
    </>
  );
}
