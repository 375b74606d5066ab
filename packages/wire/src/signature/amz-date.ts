const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since the epoch of `20130524T000000Z`; undefined for anything else. */
export function parseAmzDate(text: string): number | undefined {
  if (text === lastText) return lastTime;
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  lastText = text;
  lastTime = Date.UTC(year, month - 1, day, hour, minute, second);
  return lastTime;
}

/** Requests of the same second carry the same text. */
let lastText = "";
let lastTime = 0;

export const formatAmzDate = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** S3 writes times in its errors without milliseconds. */
export const isoSeconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
