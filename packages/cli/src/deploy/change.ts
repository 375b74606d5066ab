/** What became of one part of a plan. */
export type Change = "created" | "updated" | "unchanged";
