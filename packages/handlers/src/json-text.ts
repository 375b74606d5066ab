/** JSON of a row; numbers that JavaScript's own JSON has no place for become text. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === "bigint" ? String(member) : member));
