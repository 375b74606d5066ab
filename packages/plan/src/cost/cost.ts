/** One line of a bill. */
export interface CostLine {
  /** Of AWS, as its bill names it. */
  readonly service: string;
  /** US dollars. */
  readonly usd: number;
  /** What is paid for, with its quantity. */
  readonly why: string;
}

export interface Cost {
  readonly usd: number;
  readonly lines: readonly CostLine[];
}

export const costOf = (lines: readonly CostLine[]): Cost => ({
  lines: lines.filter(({ usd }) => usd > 0),
  usd: lines.reduce((sum, { usd }) => sum + usd, 0),
});
