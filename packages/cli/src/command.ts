import { parseArgs } from "node:util";
import type { Config } from "./config.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** An option of a command, as help tells it and the parser takes it. */
export interface Option {
  readonly type: "string" | "boolean";
  /** What the value is called in help: `<n>`. Only for strings. */
  readonly value?: string;
  readonly says: string;
  readonly default?: string;
}

export type Options = Readonly<Record<string, Option>>;

export type Values<Of extends Options> = {
  readonly [Name in keyof Of]: Of[Name]["type"] extends "boolean"
    ? boolean
    : Of[Name] extends { readonly default: string }
      ? string
      : string | undefined;
};

/** Every command by its name, each loaded only when it is called. */
export type Commands = Readonly<
  Record<string, { readonly says: string; readonly load: () => Promise<{ readonly command: Command }> }>
>;

export interface Context {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly commands: Commands;
}

export interface Command {
  /** What follows the command's name: `[folder]`. */
  readonly words: string;
  /** What it does, in a few lines. */
  readonly about: string;
  readonly options: Options;
  readonly examples: readonly string[];
  run(given: readonly string[], context: Context): Promise<void>;
}

interface Definition<Of extends Options> {
  readonly words?: string;
  readonly about: string;
  readonly options?: Of;
  readonly examples?: readonly string[];
  /** How many words may be given beside the options; none unless told otherwise. */
  readonly wordsMax?: number;
  readonly run: (
    given: { readonly values: Values<Of>; readonly words: readonly string[] },
    context: Context,
  ) => Promise<void>;
}

/** Makes a command of what it takes and does. Its help and its completions follow from the same table. */
export function defineCommand<const Of extends Options>(definition: Definition<Of>): Command {
  const { words = "", about, options = {} as Of, examples = [], wordsMax = 0 } = definition;
  return {
    words,
    about,
    options,
    examples,
    async run(given, context) {
      const { values, positionals } = parse(given, options);
      if (positionals.length > wordsMax) {
        throw new UsageError(
          `There is a word too many, "${positionals[wordsMax]}": expected ${words || "options only"}`,
        );
      }
      await definition.run({ values: values as Values<Of>, words: positionals }, context);
    },
  };
}

function parse(given: readonly string[], options: Options) {
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { type, default: value }]) => [
      name,
      { type, ...(value === undefined ? {} : { default: value }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...given], options: known, allowPositionals: true });
    const booleans = Object.entries(options).flatMap(([name, { type }]) => (type === "boolean" ? [[name, false]] : []));
    return { values: { ...Object.fromEntries(booleans), ...values }, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(". To specify")[0] ?? "") : String(error));
  }
}

export function helpOf(name: string, { words, about, options, examples }: Command): string {
  const shown = Object.entries({ ...options, help: { type: "boolean", says: "Show this" } as Option }).map(
    ([option, { value, says, default: standard }]) => [
      `--${option}${value === undefined ? "" : ` ${value}`}`,
      `${says}${standard === undefined ? "" : ` (default ${standard})`}`,
    ],
  );
  const width = Math.max(...shown.map(([left = ""]) => left.length));
  const lines = shown.map(([left = "", right = ""]) => `  ${left.padEnd(width)}  ${right}`);
  const tail = examples.length === 0 ? "" : `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}\n`;
  return `Usage: millrace ${[name, words, "[options]"].filter((word) => word !== "").join(" ")}\n\n${about}\n\nOptions:\n${lines.join("\n")}\n${tail}`;
}
