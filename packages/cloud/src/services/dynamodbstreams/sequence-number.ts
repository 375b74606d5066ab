/** How many digits AWS's shortest sequence numbers have behind the first. */
const digits = 20;

/** A sequence number as clients see it: text whose order is that of the numbers. */
export const printSequence = (sequence: number): string => `1${String(sequence).padStart(digits, "0")}`;

export function readSequence(text: string): number | undefined {
  if (!/^1[0-9]{20}$/.test(text)) return undefined;
  const sequence = Number(text.slice(1));
  return Number.isSafeInteger(sequence) ? sequence : undefined;
}
