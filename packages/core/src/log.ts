/** A constant sentence plus fields; never values glued into the sentence. */
export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** The same log with `fields` on every line. */
  with(fields: Fields): Log;
}

export type Fields = Readonly<Record<string, unknown>>;
export type Level = "info" | "warn" | "error";

/** A log whose lines go to `write`, one object each. */
export function createLog(write: (level: Level, message: string, fields: Fields) => void, bound: Fields = {}): Log {
  const line =
    (level: Level) =>
    (message: string, fields: Fields = {}) =>
      write(level, message, { ...bound, ...fields });
  return {
    info: line("info"),
    warn: line("warn"),
    error: line("error"),
    with: (fields) => createLog(write, { ...bound, ...fields }),
  };
}

export const silentLog: Log = createLog(() => undefined);
