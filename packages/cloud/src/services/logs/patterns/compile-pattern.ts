import { invalidParameter } from "../errors.ts";
import { columnsPattern } from "./columns-pattern.ts";
import { jsonPattern } from "./json-pattern.ts";
import type { Pattern } from "./pattern.ts";
import { PatternError } from "./pattern-error.ts";
import { textPattern } from "./text-pattern.ts";

/**
 * Compiles a filter pattern: terms of text, `{ $.json = conditions }` or `[columns]`. Throws InvalidParameterException.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compilePattern(source = ""): Pattern {
  const text = source.trim();
  try {
    if (text.startsWith("{")) return jsonPattern(text);
    return text.startsWith("[") ? columnsPattern(text) : textPattern(text);
  } catch (error) {
    if (error instanceof PatternError) throw invalidParameter("Invalid filter pattern");
    throw error;
  }
}
