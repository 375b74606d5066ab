import { all, member, textOf, type XmlValue } from "./xml-records.ts";

/** @see https://learn.microsoft.com/dotnet/api/documentformat.openxml.spreadsheet.numberingformat */
const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** For each style of a workbook, whether its numbers are dates or times. */
export function dateStyles(styles: XmlValue): readonly boolean[] {
  const custom = new Map(
    all(member(styles, "numFmts", "numFmt")).map((format) => [
      Number(member(format, "@numFmtId")),
      isDateFormat(textOf(member(format, "@formatCode"))),
    ]),
  );
  return all(member(styles, "cellXfs", "xf")).map((style) => {
    const id = Number(member(style, "@numFmtId") ?? 0);
    return custom.get(id) ?? builtInDates.has(id);
  });
}

/** Letters of dates and times outside of quotes, escapes and brackets; `[h]` counts hours, `[Red]` does not. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|General/gi, ""));

const dayMs = 86_400_000;

/** The days before 1970, counted from 1900 with a 29 February that there was not, or from 1904. */
const epochDays = { 1900: 25_569, 1904: 24_107 } as const;

/** A number of days as ISO 8601: a date, a date with its time, or a time alone. Excel knows no zones, so there is none. */
export function dateText(days: number, base: keyof typeof epochDays): string {
  // Excel's day 60 is the 29 February 1900; the days before it are one off.
  const corrected = base === 1900 && days < 60 ? days + 1 : days;
  const time = new Date(Math.round((corrected - epochDays[base]) * dayMs));
  if (Number.isNaN(time.getTime())) return String(days);
  const [date = "", clock = ""] = time
    .toISOString()
    .replace(/(\.000)?Z$/, "")
    .split("T");
  if (days >= 0 && days < 1) return clock;
  return Number.isInteger(days) ? date : `${date}T${clock}`;
}
