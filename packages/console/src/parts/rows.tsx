import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export interface Column<Item> {
  readonly title: string;
  readonly cell: (item: Item) => ComponentChildren;
  /** A track of the grid; `1fr` unless it says otherwise. */
  readonly width?: string;
  readonly isNumber?: boolean;
  /** Left out where there is no room. */
  readonly isExtra?: boolean;
}

interface RowsProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  readonly id: (item: Item) => string;
  /** The address behind a row, or what happens when it is pressed. */
  readonly href?: (item: Item) => string;
  readonly onOpen?: (item: Item) => void;
  readonly isOpen?: (item: Item) => boolean;
}

const rowHeight = 36;
/** From here on only what is in sight is drawn. */
const drawnMax = 200;
const spare = 10;
const viewHeight = 560;

/** A table of any length: rows of one height, of long ones only those in sight. */
export function Rows<Item>(props: RowsProps<Item>) {
  const { items, columns, label } = props;
  const [top, setTop] = useState(0);
  const isLong = items.length > drawnMax;
  const first = isLong ? Math.max(0, Math.floor(top / rowHeight) - spare) : 0;
  const last = isLong ? Math.min(items.length, first + Math.ceil(viewHeight / rowHeight) + 2 * spare) : items.length;
  const tracks = (of: readonly Column<Item>[]): string => of.map(({ width }) => width ?? "minmax(0, 1fr)").join(" ");
  const style = {
    "--tracks": tracks(columns),
    "--tracks-narrow": tracks(columns.filter(({ isExtra }) => isExtra !== true)),
  };
  return (
    <div class="rows" role="table" aria-label={label} aria-rowcount={items.length} style={style}>
      <div class="row rows-head" role="row">
        {columns.map(({ title, isNumber, isExtra }) => (
          <span key={title} role="columnheader" class={classOf(isNumber, isExtra)}>
            {title}
          </span>
        ))}
      </div>
      <div
        class={isLong ? "rows-long" : "rows-all"}
        role="rowgroup"
        onScroll={isLong ? (event) => setTop(event.currentTarget.scrollTop) : undefined}
      >
        <div style={isLong ? { height: `${items.length * rowHeight}px`, paddingTop: `${first * rowHeight}px` } : {}}>
          {items.slice(first, last).map((item) => (
            <Row key={props.id(item)} item={item} {...props} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row<Item>({ item, columns, href, onOpen, isOpen }: RowsProps<Item> & { readonly item: Item }) {
  const cells = columns.map(({ title, cell, isNumber, isExtra }) => (
    <span key={title} role="cell" class={classOf(isNumber, isExtra)}>
      {cell(item)}
    </span>
  ));
  const name = isOpen?.(item) === true ? "row open" : "row";
  if (href !== undefined) {
    return (
      <a class={name} role="row" href={href(item)}>
        {cells}
      </a>
    );
  }
  if (onOpen !== undefined) {
    return (
      <button type="button" class={name} role="row" onClick={() => onOpen(item)}>
        {cells}
      </button>
    );
  }
  return (
    <div class={name} role="row">
      {cells}
    </div>
  );
}

const classOf = (isNumber: boolean | undefined, isExtra: boolean | undefined): string =>
  `${isNumber === true ? "number " : ""}${isExtra === true ? "extra" : ""}`;
