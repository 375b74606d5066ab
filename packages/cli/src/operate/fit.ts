const cellMax = 28;
/** A cell that is cut shorter than this says nothing. */
const cellMin = 6;
const gap = 2;

/** Rows of cells as they fit on a terminal; of the columns that do not, how many there are. */
export interface Fitted {
  readonly rows: readonly (readonly string[])[];
  readonly hidden: number;
}

/** Cuts the longest cells until a line is no wider than `width`; columns that do not fit even then are left out. */
export function fit(rows: readonly (readonly string[])[], width: number): Fitted {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.min(cellMax, Math.max(...rows.map((row) => row[at]?.length ?? 0))),
  );
  const total = (): number => widths.reduce((sum, each) => sum + each + gap, -gap);
  while (total() > width && Math.max(...widths) > cellMin) {
    const widest = Math.max(...widths);
    widths[widths.indexOf(widest)] = widest - 1;
  }
  const all = widths.length;
  while (total() > width && widths.length > 1) widths.pop();
  const cut = (text: string, at: number): string => {
    const room = widths[at] ?? 0;
    return text.length > room ? `${text.slice(0, room - 1)}…` : text;
  };
  return { rows: rows.map((row) => row.slice(0, widths.length).map(cut)), hidden: all - widths.length };
}
