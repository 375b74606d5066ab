import type { Ids } from "@millrace/core";

export interface NameRule {
  /** Longest name that the service takes. */
  readonly max: number;
  readonly isLower?: boolean;
  readonly suffix?: string;
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const lowerLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
const chanceLength = 12;

/** The name of a resource that the template does not name: stack, logical id and twelve characters of chance, cut to fit. */
export function generatedName(stack: string, logicalId: string, rule: NameRule, ids: Ids): string {
  const { max, isLower = false, suffix = "" } = rule;
  const chance = ids.text(chanceLength, isLower ? lowerLetters : letters);
  const room = max - suffix.length - chanceLength - 2;
  const kept = Math.max(room - logicalId.length, Math.floor(room / 2));
  const first = stack.slice(0, kept);
  const second = logicalId.slice(0, room - first.length);
  const name = `${first}-${second}-`;
  return (isLower ? name.toLowerCase() : name) + chance + suffix;
}
