/** Names to rules, to patterns of what lies below, or, under `$or`, to alternatives. Checked by whoever takes it from users. */
export type Pattern = Readonly<Record<string, unknown>>;

/** What a pattern is held against: parsed JSON. */
export type Facts = Readonly<Record<string, unknown>>;
