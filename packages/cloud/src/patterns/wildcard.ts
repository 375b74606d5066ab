/** Whether a text is as `pattern` has it, in which `*` stands for anything and `\*` for itself. Takes linear time per star. */
export function matchesText(pattern: string, text: string): boolean {
  const pieces = splitAtStars(pattern);
  const [first = "", ...rest] = pieces;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** The texts between the stars. */
export function splitAtStars(pattern: string): string[] {
  const pieces = [""];
  for (let at = 0; at < pattern.length; at++) {
    const [character = "", next] = [pattern[at], pattern[at + 1]];
    if (character === "*") pieces.push("");
    else {
      const isEscape = character === "\\" && (next === "*" || next === "\\");
      if (isEscape) at++;
      pieces[pieces.length - 1] += isEscape ? (next ?? "") : character;
    }
  }
  return pieces;
}
