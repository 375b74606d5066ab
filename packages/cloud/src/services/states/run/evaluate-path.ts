import { callIntrinsic } from "../intrinsics/functions.ts";
import { type Argument, type IntrinsicCall, IntrinsicFailure } from "../intrinsics/intrinsic.ts";
import { parseIntrinsic } from "../intrinsics/parse-intrinsic.ts";
import { isArray, isObject, type Json, toText } from "../json.ts";
import { parsePath } from "../jsonpath/parse-path.ts";
import { type Path, PathNotFound, PathSyntaxError } from "../jsonpath/path.ts";
import { select } from "../jsonpath/select.ts";
import type { Scope } from "./scope.ts";
import { runtimeError, StateMistake } from "./state-failure.ts";

/** What stands at a path in the input, the context or a variable. Throws PathNotFound. */
export function valueAt(path: Path, scope: Scope): Json {
  if (path.root === "context") return select(path, scope.context);
  if (path.root !== "variable") return select(path, scope.input);
  const name = path.variable ?? "";
  if (!Object.hasOwn(scope.variables, name)) throw new PathNotFound(`No variable named ${name}`);
  return select(path, scope.variables[name] ?? null);
}

/** InputPath, OutputPath and the like. Throws StateMistake. */
export function valueAtPath(text: string, scope: Scope): Json {
  try {
    return text.startsWith("$") ? valueAt(parsePath(text), scope) : valueOfCall(parseIntrinsic(text), scope);
  } catch (error) {
    const isOfPath = error instanceof PathNotFound || error instanceof PathSyntaxError;
    if (isOfPath) throw runtimeError(`Invalid path '${text}' : ${error.message}`);
    throw error;
  }
}

/** Calls a function of a definition. Throws PathNotFound, or StateMistake for what the function says. */
function valueOfCall(call: IntrinsicCall, scope: Scope): Json {
  const args = call.args.map((arg) => valueOfArgument(arg, scope));
  try {
    return callIntrinsic(call.name, args, scope.ids);
  } catch (error) {
    if (!(error instanceof IntrinsicFailure)) throw error;
    const text = `The function '${call.text}' had the following error: ${error.message}`;
    throw new StateMistake("States.IntrinsicFailure", text);
  }
}

function valueOfArgument(arg: Argument, scope: Scope): Json {
  if (arg.kind === "value") return arg.value;
  return arg.kind === "path" ? valueAt(arg.path, scope) : valueOfCall(arg.call, scope);
}

/** A path or a call of an intrinsic function, in a field whose name messages say. Throws StateMistake. */
export function valueOfReference(text: string, field: string, scope: Scope, error: string): Json {
  try {
    return text.startsWith("$") ? valueAt(parsePath(text), scope) : valueOfCall(parseIntrinsic(text), scope);
  } catch (found) {
    if (!(found instanceof PathNotFound)) throw found;
    throw new StateMistake(
      error,
      `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${toText(scope.input)}'`,
    );
  }
}

/** Fills a payload template: members named `x.$` become members `x` with the value of their path or function. */
export function fillTemplate(template: Json, scope: Scope, error = "States.ParameterPathFailure"): Json {
  if (isArray(template)) return template.map((item) => fillTemplate(item, scope, error));
  if (!isObject(template)) return template;
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith(".$") && typeof value === "string") {
      filled[name.slice(0, -2)] = valueOfReference(value, name, scope, error);
    } else filled[name] = fillTemplate(value, scope, error);
  }
  return filled;
}
