import { valueAt } from "../../../inputs/json-path.ts";
import { renderTemplate } from "../../../velocity/render.ts";
import { VelocityError } from "../../../velocity/syntax.ts";
import { contextOf } from "./mapping-context.ts";
import { Refusal } from "./refusal.ts";
import { headerOf, lastOf, type Visit } from "./visit.ts";

/** What a template changed besides giving a text. */
export interface Mapped {
  readonly text: string;
  readonly requestOverride: Overrides;
  readonly responseOverride: Overrides & { readonly status?: unknown };
}

export interface Overrides {
  readonly header?: Record<string, string>;
  readonly querystring?: Record<string, string>;
  readonly path?: Record<string, string>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export function mapBody(visit: Visit, template: string, body: string): Mapped {
  const requestOverride = { header: {}, querystring: {}, path: {} };
  const responseOverride = { header: {} };
  const context = { ...contextOf(visit), requestOverride, responseOverride };
  try {
    const variables = { input: inputOf(visit, body), util, context, stageVariables: { ...visit.variables } };
    return { text: renderTemplate(template, variables), requestOverride, responseOverride };
  } catch (error) {
    if (!(error instanceof VelocityError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
    visit.log.push(`Execution failed due to configuration error: Unable to transform: ${error.message}`);
    throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
  }
}

function inputOf(visit: Visit, body: string) {
  let parsed: { readonly value: unknown } | undefined;
  const root = (): unknown => {
    parsed ??= { value: readJson(body) };
    return parsed.value;
  };
  const at = (path: unknown): unknown => (path === "$" ? root() : valueAt(String(path), root()));
  const parameters = {
    path: { ...visit.pathParameters },
    querystring: lastOf(visit.query),
    header: { ...visit.headers },
  };
  return {
    body,
    path: at,
    json: (path: unknown) => JSON.stringify(at(path) ?? "") ?? '""',
    params(name: unknown) {
      if (name === undefined) return parameters;
      if (name === "path" || name === "querystring" || name === "header") return parameters[name];
      const key = String(name);
      return parameters.path[key] ?? parameters.querystring[key] ?? headerOf(visit, key) ?? "";
    },
  };
}

function readJson(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

const util = {
  /** Quotes of one kind are escaped although JSON asks for none: what templates put between them. */
  escapeJavaScript: (text: unknown) =>
    String(text ?? "")
      .replaceAll("\\", "\\\\")
      .replaceAll('"', '\\"')
      .replaceAll("'", "\\'")
      .replaceAll("\n", "\\n")
      .replaceAll("\r", "\\r")
      .replaceAll("\t", "\\t")
      .replaceAll("/", "\\/"),
  parseJson: (text: unknown) => JSON.parse(String(text)),
  urlEncode: (text: unknown) => encodeURIComponent(String(text ?? "")).replaceAll("%20", "+"),
  urlDecode: (text: unknown) => decodeURIComponent(String(text ?? "").replaceAll("+", " ")),
  base64Encode: (text: unknown) => Buffer.from(String(text ?? "")).toString("base64"),
  base64Decode: (text: unknown) => Buffer.from(String(text ?? ""), "base64").toString("utf8"),
};
