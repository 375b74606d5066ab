export type Delimiter = "," | ";" | "\t" | "|";

const candidates: readonly Delimiter[] = [",", ";", "\t", "|"];

/** How many rows of the beginning of a file are looked at. */
const sampledRowsMax = 50;

/**
 * The delimiter that cuts the first rows of `sample` into the same number of cells, more than one, most often; on a tie the
 * one that gives more cells. A comma where none does: then the file has one column.
 */
export function detectDelimiter(sample: string): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const score = scoreOf(cellCounts(sample, delimiter));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreOf(counts: readonly number[]): number {
  const width = counts[0] ?? 1;
  if (width < 2) return 0;
  const same = counts.filter((count) => count === width).length;
  return (same / counts.length) * 1000 + Math.min(width, 999);
}

/** The number of cells of each row; quotes hide delimiters and line breaks. A last row that may be cut off is left out. */
function cellCounts(sample: string, delimiter: Delimiter): readonly number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let hasText = false;
  for (const char of sample) {
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === delimiter) cells++;
    else if (char === "\n" || char === "\r") {
      if (hasText && counts.push(cells) === sampledRowsMax) break;
      cells = 1;
      hasText = false;
      continue;
    }
    hasText = true;
  }
  if (counts.length === 0) counts.push(cells);
  return counts;
}
