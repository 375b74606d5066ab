import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { checkBlock } from "./check-block.ts";
import type { Definition } from "./definition.ts";
import { type Diagnostic, Findings } from "./diagnostic.ts";

export interface Validated {
  readonly diagnostics: readonly Diagnostic[];
  /** Only when nothing is wrong. */
  readonly definition: Definition | undefined;
}

const rootFields = new Set(["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"]);

/** Reads a definition and says everything that is wrong with it. */
export function validateDefinition(text: string, type: "STANDARD" | "EXPRESS"): Validated {
  const root = readObject(text);
  if (root === undefined) {
    const message = "Definition must be a valid JSON object";
    return { diagnostics: [{ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message }], definition: undefined };
  }
  const findings = new Findings();
  checkRoot(root, findings);
  checkBlock(root, "", {
    findings,
    type,
    language: root["QueryLanguage"] === "JSONata" ? "JSONata" : "JSONPath",
    names: new Set(),
  });
  const isWrong = findings.list.some(({ severity }) => severity === "ERROR");
  // What has been validated is what its type says.
  return { diagnostics: findings.list, definition: isWrong ? undefined : (root as unknown as Definition) };
}

function readObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkRoot(root: JsonObject, findings: Findings): void {
  const { QueryLanguage: language, TimeoutSeconds: timeout, Version: version } = root;
  for (const name of Object.keys(root)) {
    if (!rootFields.has(name)) findings.schema(`/${name}`, "Field is not supported");
  }
  if (language !== undefined && language !== "JSONPath" && language !== "JSONata") {
    findings.schema("/QueryLanguage", "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]");
  }
  if (timeout !== undefined && (typeof timeout !== "number" || timeout < 1)) {
    findings.schema("/TimeoutSeconds", "Expected value of type Integer, greater than 0");
  }
  if (version !== undefined && version !== "1.0") findings.schema("/Version", "Version must be '1.0'");
  if (isArray(root["States"])) findings.schema("/States", "Expected value of type Object");
}
