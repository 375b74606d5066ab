/** A double keeps any number of up to fifteen digits; this many digits and points in a row may be one that it rounds. */
const suspiciousLength = 16;

const point = 46;

/** Whether some bytes may hold a number of more digits than a double keeps. Looks at every sixteenth byte, and around it if need be. */
export function mayHoldLongNumber(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + suspiciousLength - 1; at < end; at += suspiciousLength) {
    if (!isNumeral(bytes[at])) continue;
    let first = at;
    let behind = at + 1;
    while (first > start && isNumeral(bytes[first - 1])) first--;
    while (behind < end && isNumeral(bytes[behind])) behind++;
    if (behind - first >= suspiciousLength) return true;
  }
  return false;
}

const isNumeral = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 48 && byte <= 57) || byte === point);

/** Texts are matched so that what is in them is not taken for a number. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:[eE][-+]?\d+)?/g;

/**
 * What a JSON text says, every number exactly: one that a double would round is a `bigint` where it is written as an integer, and its
 * text where it is not. `value` is what JSON.parse makes of the same text.
 */
export function exactValue(raw: string, value: unknown): unknown {
  const mark = unusedMark(JSON.stringify(value));
  const exact: (bigint | string)[] = [];
  const marked = raw.replace(textOrNumber, (token) => {
    if (token.startsWith('"') || survives(token)) return token;
    exact.push(/^-?\d+$/.test(token) ? BigInt(token) : token);
    return `"${mark}${exact.length - 1}"`;
  });
  if (exact.length === 0) return value;
  return JSON.parse(marked, (_, member: unknown) =>
    typeof member === "string" && member.startsWith(mark) ? exact[Number(member.slice(mark.length))] : member,
  );
}

/** A text that is in none of the texts of a document, so that what begins with it was put there by us. */
function unusedMark(json: string): string {
  let mark = "number:";
  while (json.includes(mark)) mark += ":";
  return mark;
}

/** Whether the number that a double makes of `token` is the one that it says. */
function survives(token: string): boolean {
  if (token.length < suspiciousLength) return true;
  const value = Number(token);
  return Number.isFinite(value) && normalForm(String(value)) === normalForm(token);
}

/** Digits and exponent, without leading and trailing zeros: alike for all spellings of a number. */
function normalForm(token: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return `${sign}0`;
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
