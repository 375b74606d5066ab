import { type Column, Rows } from "./rows.tsx";
import { Scrolled } from "./scrolled.tsx";

interface TextTableProps {
  readonly label: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Numbered = readonly [number: number, cells: readonly string[]];

/** Rows of texts in columns as wide as what stands in them. */
export function TextTable({ label, titles, rows }: TextTableProps) {
  const columns = titles.map((title, index): Column<Numbered> => {
    const measured = rows.slice(0, measuredRows).map((row) => row[index] ?? "");
    return {
      title: title === "" ? String(index + 1) : title,
      width: `${widthOf([title, ...measured])}px`,
      cell: ([, cells]) => <span title={cells[index]}>{cells[index] ?? ""}</span>,
    };
  });
  return (
    <Scrolled label={label} class="wide">
      <Rows
        label={label}
        items={rows.map((cells, number): Numbered => [number, cells])}
        columns={columns}
        id={([number]) => String(number)}
      />
    </Scrolled>
  );
}

const measuredRows = 100;
const letterWidth = 9;

/** Within reason. */
const widthOf = (texts: readonly string[]): number =>
  Math.min(280, Math.max(64, ...texts.map(({ length }) => length * letterWidth + 8)));
