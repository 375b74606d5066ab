import type { LoggingConfiguration } from "@aws-sdk/client-sfn";
import type { Diagnostic } from "../definition/diagnostic.ts";
import { labelMistake, labelRefusal } from "../definition/label.ts";
import { validateDefinition } from "../definition/validate.ts";
import { invalidDefinition, invalidLogging, invalidName } from "../errors.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import type { Logging, MachineType, Tag } from "../model.ts";

const nameCharactersMax = 80;
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** Names of machines, activities and executions. Throws InvalidName. */
export function checkName(name: string): void {
  if (name.length === 0 || name.length > nameCharactersMax || forbidden.test(name)) throw invalidName(name);
}

/** Throws InvalidDefinition. */
export function checkDefinition(text: string, type: MachineType): void {
  const { diagnostics, definition } = validateDefinition(text, type);
  const errors = diagnostics.filter(({ severity }) => severity === "ERROR");
  if (errors.length > 0) throw invalidDefinition(`Invalid State Machine Definition: '${errors.map(shown).join(", ")}'`);
  const mistake = wrongLabel(definition as unknown as Json);
  if (mistake !== undefined) throw invalidDefinition(labelRefusal(mistake, text));
}

const shown = ({ code, message, location }: Diagnostic): string =>
  `${code}: ${message}${location === undefined ? "" : ` at ${location}`}`;

/** The first label that is wrong, anywhere. */
function wrongLabel(block: Json | undefined): string | undefined {
  const states = isObject(block) ? block["States"] : undefined;
  for (const state of isObject(states) ? Object.values(states) : []) {
    const mistake = isObject(state) ? wrongLabelOf(state) : undefined;
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function wrongLabelOf(state: JsonObject): string | undefined {
  const { Label: label, Branches: branches, ItemProcessor: processor, Iterator: iterator } = state;
  const own = typeof label === "string" ? labelMistake(label) : undefined;
  if (own !== undefined) return own;
  const inner = [processor, iterator, ...(isArray(branches) ? branches : [])];
  return inner.map(wrongLabel).find((mistake) => mistake !== undefined);
}

/** Throws InvalidLoggingConfiguration. */
export function readLogging(configuration: LoggingConfiguration | undefined): Logging {
  const level = configuration?.level ?? "OFF";
  const groups = (configuration?.destinations ?? []).map(
    ({ cloudWatchLogsLogGroup: group }) => group?.logGroupArn ?? "",
  );
  const isOff = level === "OFF" && groups.length === 0;
  if (!isOff && groups.length !== 1) throw invalidLogging("Must specify exactly one Log Destination.");
  for (const arn of groups) {
    if (!/^arn:[\w-]+:logs:[^:]+:\d{12}:log-group:[^:]+:\*$/.test(arn)) {
      throw invalidLogging("Log Destination must be a valid CloudWatch Logs log group ARN that ends with ':*'");
    }
  }
  return { level, includeExecutionData: configuration?.includeExecutionData ?? false, logGroupArns: groups };
}

export const loggingOutput = ({ level, includeExecutionData, logGroupArns }: Logging): LoggingConfiguration => ({
  level,
  includeExecutionData,
  ...(logGroupArns.length === 0
    ? {}
    : { destinations: logGroupArns.map((logGroupArn) => ({ cloudWatchLogsLogGroup: { logGroupArn } })) }),
});

/** The last value of each key. */
export function mergeTags(
  old: readonly Tag[],
  more: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[],
): readonly Tag[] {
  const tags = new Map(old.map(({ key, value }) => [key, value]));
  for (const { key = "", value = "" } of more) tags.set(key, value);
  return [...tags].map(([key, value]) => ({ key, value }));
}
