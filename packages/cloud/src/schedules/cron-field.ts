export interface FieldRange {
  readonly min: number;
  readonly max: number;
  /** Names of the values, from `min` on. */
  readonly names?: readonly string[];
}

/** The values that a field such as `1,5-7,10/15` or `MON-FRI` stands for; undefined for what is no field. */
export function readField(text: string, range: FieldRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const read = readPart(part, range);
    if (read === undefined) return undefined;
    for (const value of read) values.add(value);
  }
  return values;
}

function readPart(part: string, range: FieldRange): number[] | undefined {
  const [span = "", stepText, ...rest] = part.split("/");
  const step = stepText === undefined ? 1 : /^\d+$/.test(stepText) ? Number(stepText) : 0;
  if (rest.length > 0 || step < 1) return undefined;
  const bounds = readSpan(span, range, stepText !== undefined);
  if (bounds === undefined) return undefined;
  const [from, to] = bounds;
  const size = range.max - range.min + 1;
  // A span over the end goes on at the beginning: FRI-MON.
  const length = from <= to ? to - from : to + size - from;
  const values: number[] = [];
  for (let ahead = 0; ahead <= length; ahead += step) values.push(range.min + ((from - range.min + ahead) % size));
  return values;
}

function readSpan(span: string, range: FieldRange, isStepped: boolean): [number, number] | undefined {
  if (span === "*") return [range.min, range.max];
  const [first = "", last, ...rest] = span.split("-");
  const from = readValue(first, range);
  if (from === undefined || rest.length > 0) return undefined;
  if (last === undefined) return [from, isStepped ? range.max : from];
  const to = readValue(last, range);
  return to === undefined ? undefined : [from, to];
}

export function readValue(text: string, { min, max, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? min + named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
