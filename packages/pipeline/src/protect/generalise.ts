/** How coarse a value is to be. */
export type Generality = "year" | "month" | { readonly step: number } | { readonly first: number };

/** A coarser text of a value: `1984-03` of a birthday, `30-39` of an age, `80` of a postcode. Empty where the value is of another kind. */
export function generalised(text: string, to: Generality): string {
  if (typeof to === "string") return /^\d{4}-\d{2}(?=-\d{2})/.exec(text)?.[0].slice(0, to === "year" ? 4 : 7) ?? "";
  if ("first" in to) return Array.from(text).slice(0, to.first).join("");
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return "";
  const from = Math.floor(value / to.step) * to.step;
  return `${from}-${from + to.step - 1}`;
}
