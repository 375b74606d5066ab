import { readField, readValue } from "./cron-field.ts";

/** Whether a day, given as midnight in UTC, is one of those that a field means. */
export type DayRule = (day: Date) => boolean;

const weekdays = { min: 1, max: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };

/** `L` is the last day, `LW` the last weekday, `15W` the weekday nearest to the 15th. */
export function readDayOfMonth(text: string): DayRule | undefined {
  if (text === "L") return (day) => day.getUTCDate() === daysIn(day);
  if (text === "LW") return (day) => day.getUTCDate() === nearestWeekday(day, daysIn(day));
  const near = /^(\d{1,2})W$/.exec(text)?.[1];
  if (near !== undefined) {
    const wanted = Number(near);
    return wanted < 1 || wanted > 31
      ? undefined
      : (day) => wanted <= daysIn(day) && day.getUTCDate() === nearestWeekday(day, wanted);
  }
  const days = readField(text, { min: 1, max: 31 });
  return days === undefined ? undefined : (day) => days.has(day.getUTCDate());
}

/** `L` is Saturday, `FRIL` the last Friday, `FRI#2` the second one. */
export function readDayOfWeek(text: string): DayRule | undefined {
  if (text === "L") return (day) => day.getUTCDay() === 6;
  const [, lastName] = /^(\w+)L$/.exec(text) ?? [];
  if (lastName !== undefined) {
    const wanted = readValue(lastName, weekdays);
    return wanted === undefined
      ? undefined
      : (day) => day.getUTCDay() + 1 === wanted && day.getUTCDate() + 7 > daysIn(day);
  }
  const [, name, count] = /^(\w+)#(\d)$/.exec(text) ?? [];
  if (name !== undefined) {
    const wanted = readValue(name, weekdays);
    const nth = Number(count);
    return wanted === undefined || nth < 1 || nth > 5
      ? undefined
      : (day) => day.getUTCDay() + 1 === wanted && Math.ceil(day.getUTCDate() / 7) === nth;
  }
  const days = readField(text, weekdays);
  return days === undefined ? undefined : (day) => days.has(day.getUTCDay() + 1);
}

const daysIn = (day: Date): number => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

/** Within the same month. */
function nearestWeekday(day: Date, date: number): number {
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date > 1 ? date - 1 : date + 2;
  if (weekday === 0) return date < daysIn(day) ? date + 1 : date - 2;
  return date;
}
