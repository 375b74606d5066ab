/** Whether a text fits a pattern whose `*` stands for anything and `\*` for itself. */
export function matchesPattern(text: string, pattern: string): boolean {
  const source = pattern.replaceAll(/\\([\\*])|[\\^$.*+?()[\]{}|/]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return found === "*" ? "[^]*" : `\\${found}`;
  });
  return new RegExp(`^${source}$`, "u").test(text);
}
