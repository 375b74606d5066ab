/** A filter pattern, compiled. */
export interface Pattern {
  /** What a matching message holds under the names of the pattern, e.g. `$.latency` or `$status`; undefined = no match. */
  match(message: string): Readonly<Record<string, string>> | undefined;
  /** What a message holds under any name, as metric values ask for it. */
  valueOf(message: string, name: string): string | undefined;
}
