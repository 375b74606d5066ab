import type { Snapshot } from "../model.ts";
import { type FindSchema, problemsOf } from "./json-schema.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { headerOf, type Visit } from "./visit.ts";

/** Refuses what the method's validator refuses. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html */
export function validateRequest(visit: Visit): void {
  const { method, snapshot } = visit;
  const validator = snapshot.validators[method.requestValidatorId ?? ""];
  if (validator?.validateRequestParameters === true) checkParameters(visit);
  if (validator?.validateRequestBody === true) checkBody(visit);
}

function checkParameters(visit: Visit): void {
  const required = Object.entries(visit.method.requestParameters ?? {}).filter(([, isRequired]) => isRequired);
  const missing = required.map(([name]) => name).filter((name) => (parameterValue(visit, name) ?? "") === "");
  if (missing.length === 0) return;
  const names = missing.map((name) => name.split(".").slice(3).join("."));
  throw new Refusal("BAD_REQUEST_PARAMETERS", `Missing required request parameters: [${names.join(", ")}]`);
}

function checkBody(visit: Visit): void {
  const { method, snapshot, request } = visit;
  const type = (headerOf(visit, "content-type") ?? "application/json").split(";")[0]?.trim() ?? "";
  const name = method.requestModels?.[type] ?? method.requestModels?.["$default"];
  const schema = name === undefined ? undefined : schemaOf(snapshot, name);
  if (schema === undefined) return;
  const problems = problemsIn(request.body.toString("utf8"), schema, finderIn(snapshot));
  if (problems.length === 0) return;
  visit.notes["validationErrorString"] = `[${problems.join(", ")}]`;
  throw new Refusal("BAD_REQUEST_BODY", "Invalid request body");
}

function problemsIn(body: string, schema: Readonly<Record<string, unknown>>, find: FindSchema): string[] {
  try {
    return problemsOf(JSON.parse(body === "" ? "null" : body), schema, find);
  } catch {
    return ["Unable to parse the body as JSON"];
  }
}

function schemaOf({ models }: Snapshot, name: string): Readonly<Record<string, unknown>> | undefined {
  const text = models[name]?.schema;
  return text === undefined ? undefined : JSON.parse(text);
}

/** Other models are named by their address, parts of the same by their path. */
const finderIn =
  (snapshot: Snapshot): FindSchema =>
  (reference, root) => {
    const model = /\/models\/([^/]+)$/.exec(reference)?.[1];
    if (model !== undefined) return schemaOf(snapshot, model);
    const path = reference
      .replace(/^#\/?/, "")
      .split("/")
      .filter((part) => part !== "");
    return path.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], root) as
      | Readonly<Record<string, unknown>>
      | undefined;
  };
