import type { Place } from "@millrace/pipeline";

/** What a branch made of a record, on a line of its own. */
export interface ValueLine extends Place {
  readonly text: string;
}

export const valueLine = ({ ordinal, line, byteOffset, byteLength, text }: ValueLine): string =>
  `${ordinal} ${line} ${byteOffset} ${byteLength} ${text}`;

export function readValueLine(written: string): ValueLine {
  const numbers: number[] = [];
  let from = 0;
  for (let count = 0; count < 4; count++) {
    const to = written.indexOf(" ", from);
    numbers.push(Number(written.slice(from, to)));
    from = to + 1;
  }
  const [ordinal = 0, line = 0, byteOffset = 0, byteLength = 0] = numbers;
  return { ordinal, line, byteOffset, byteLength, text: written.slice(from) };
}
