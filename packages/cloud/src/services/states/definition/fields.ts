import type { StateType } from "./definition.ts";

const everywhere = ["Type", "Comment", "QueryLanguage"];
const moving = [...everywhere, "Next", "End", "Assign"];
const jsonPathIo = ["InputPath", "OutputPath"];
const jsonPathResult = ["Parameters", "ResultPath"];
const guarded = ["Retry", "Catch"];
const jsonPathMap = ["ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"];
const map = [
  "ItemProcessor",
  "Iterator",
  "ItemSelector",
  "ItemReader",
  "ItemBatcher",
  "ResultWriter",
  "MaxConcurrency",
  "ToleratedFailureCount",
  "ToleratedFailurePercentage",
  "Label",
];
const timed = ["TimeoutSeconds", "HeartbeatSeconds"];

/** https://states-language.net: the fields of each kind of state, by the language it speaks */
export const fields: Readonly<
  Record<StateType, Readonly<Record<"common" | "JSONPath" | "JSONata", readonly string[]>>>
> = {
  Pass: { common: moving, JSONPath: [...jsonPathIo, ...jsonPathResult, "Result"], JSONata: ["Output"] },
  Task: {
    common: [...moving, ...guarded, ...timed, "Resource", "Credentials"],
    JSONPath: [...jsonPathIo, ...jsonPathResult, "ResultSelector", "TimeoutSecondsPath", "HeartbeatSecondsPath"],
    JSONata: ["Arguments", "Output"],
  },
  Choice: { common: [...everywhere, "Choices", "Default", "Assign"], JSONPath: jsonPathIo, JSONata: ["Output"] },
  Wait: {
    common: [...moving, "Seconds", "Timestamp"],
    JSONPath: [...jsonPathIo, "SecondsPath", "TimestampPath"],
    JSONata: ["Output"],
  },
  Succeed: { common: everywhere, JSONPath: jsonPathIo, JSONata: ["Output"] },
  Fail: { common: [...everywhere, "Error", "Cause"], JSONPath: ["ErrorPath", "CausePath"], JSONata: [] },
  Parallel: {
    common: [...moving, ...guarded, "Branches"],
    JSONPath: [...jsonPathIo, ...jsonPathResult, "ResultSelector"],
    JSONata: ["Arguments", "Output"],
  },
  Map: {
    common: [...moving, ...guarded, ...map],
    JSONPath: [...jsonPathIo, ...jsonPathResult, "ResultSelector", ...jsonPathMap],
    JSONata: ["Items", "Output"],
  },
};
