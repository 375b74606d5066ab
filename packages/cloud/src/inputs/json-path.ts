/** One step of a path: a name, a place in a list, or everything. */
type Step = string | number | "*";

const stepPattern = /\.([^.[\]]+)|\[(\d+)\]|\[\*\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** The steps of a path such as `$.detail.items[0]['a-b']`; undefined for what is none that EventBridge reads. */
export function readPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: Step[] = [];
  stepPattern.lastIndex = 1;
  while (stepPattern.lastIndex < path.length) {
    const found = stepPattern.exec(path);
    if (found === null) return undefined;
    const [, name, place, quoted, other] = found;
    steps.push(place === undefined ? (name ?? quoted ?? other ?? "*") : Number(place));
  }
  return steps;
}

/** What stands at a path; undefined where nothing does. Of several things a list. */
export function valueAt(path: string, root: unknown): unknown {
  const steps = readPath(path);
  if (steps === undefined) return undefined;
  const found = steps.reduce<unknown[]>((values, step) => values.flatMap((value) => below(value, step)), [root]);
  return steps.includes("*") ? (found.length === 0 ? undefined : found) : found[0];
}

function below(value: unknown, step: Step): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === "*") return Object.values(value);
  if (typeof step === "number") return Array.isArray(value) && step < value.length ? [value[step]] : [];
  return !Array.isArray(value) && Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : [];
}
