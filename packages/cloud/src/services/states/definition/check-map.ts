import { isArray, isObject, type JsonObject } from "../json.ts";
import type { Findings } from "./diagnostic.ts";
import { checkTemplate } from "./templates.ts";

/** What a Map state needs besides its fields. The label has an error of its own. */
export function checkMap(state: JsonObject, at: string, findings: Findings): void {
  const processor = state["ItemProcessor"] ?? state["Iterator"];
  if (processor === undefined) return findings.schema(at, "These fields are required: [ItemProcessor]");
  if (!isObject(processor)) return findings.schema(`${at}/ItemProcessor`, "Expected value of type Object");
  checkMode(state, processor, { at, findings });
  for (const name of ["ItemReader", "ResultWriter"]) {
    const part = state[name];
    if (isObject(part)) checkTemplate(part["Parameters"], `${at}/${name}/Parameters`, findings);
  }
  checkCounts(state, at, findings);
}

function checkCounts(state: JsonObject, at: string, findings: Findings): void {
  const { MaxConcurrency: concurrency, ToleratedFailurePercentage: percentage } = state;
  if (typeof concurrency === "number" && concurrency < 0)
    findings.schema(`${at}/MaxConcurrency`, "Value must not be negative");
  if (typeof percentage === "number" && (percentage < 0 || percentage > 100)) {
    findings.schema(`${at}/ToleratedFailurePercentage`, "Value must be between 0 and 100");
  }
  if (isArray(state["ItemSelector"])) findings.schema(`${at}/ItemSelector`, "Expected value of type Object");
}

interface Place {
  readonly at: string;
  readonly findings: Findings;
}

function checkMode(state: JsonObject, processor: JsonObject, { at, findings }: Place): void {
  const config = isObject(processor["ProcessorConfig"]) ? processor["ProcessorConfig"] : {};
  const { Mode: mode, ExecutionType: type } = config;
  const configAt = `${at}/ItemProcessor/ProcessorConfig`;
  if (mode !== undefined && mode !== "INLINE" && mode !== "DISTRIBUTED") {
    findings.schema(`${configAt}/Mode`, "The field 'Mode' should have one of these values: [INLINE, DISTRIBUTED]");
  }
  if (mode === "DISTRIBUTED" && type !== "STANDARD" && type !== "EXPRESS") {
    findings.schema(configAt, "These fields are required: [ExecutionType]");
  }
  if (mode !== "DISTRIBUTED") {
    for (const name of ["ItemReader", "ItemBatcher", "ResultWriter"]) {
      if (state[name] !== undefined) findings.schema(`${at}/${name}`, "Field is supported only in DISTRIBUTED mode");
    }
  }
}
