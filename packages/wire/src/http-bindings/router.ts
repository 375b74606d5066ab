import { AwsError } from "../aws-error.ts";
import type { Headers } from "../request-head.ts";
import type { Model } from "../schema/model.ts";
import type { OperationSchema } from "../schema/schema.ts";
import { type Binding, inputBindings } from "./bindings.ts";
import { parseQuery, type QueryParameters } from "./query-parameters.ts";

export interface RestRequest {
  readonly method: string;
  /** Still percent-encoded; without the bucket for S3. */
  readonly path: string;
  readonly query: QueryParameters;
  readonly headers: Headers;
  /** The request names a bucket, which the templates of S3's paths leave out. */
  readonly hasBucket: boolean;
}

export interface RestMatch {
  readonly operation: OperationSchema;
  readonly labels: Record<string, string>;
}

interface Route {
  readonly operation: OperationSchema;
  readonly segments: readonly Segment[];
  /** Parameters that the template itself holds, such as `?acl`. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly required: readonly Binding[];
  readonly hasBucket: boolean;
  /** Only the JavaScript client sends `x-id`, which tells operations of one template apart. */
  readonly clientId: string | undefined;
  readonly rank: number;
}

interface Segment {
  readonly kind: "literal" | "label" | "greedy";
  readonly text: string;
}

/**
 * Finds the operation of a REST request by its method, the template of its path, and the parameters and headers that the
 * operation cannot do without. That last rule alone tells UploadPart from PutObject, and CopyObject from both.
 */
export class RestRouter {
  readonly #routes = new Map<string, Route[]>();

  constructor(model: Model) {
    for (const name of model.operationNames) {
      const operation = model.operation(name);
      if (operation?.http === undefined) continue;
      const [method] = operation.http;
      const routes = this.#routes.get(method) ?? [];
      this.#routes.set(method, routes);
      routes.push(routeOf(operation, operation.http[1]));
    }
    for (const routes of this.#routes.values()) routes.sort((a, b) => b.rank - a.rank);
  }

  /** When nothing fits whole, the operation that lacks only required parameters: what is missing is for validation to say. */
  match(request: RestRequest): RestMatch | undefined {
    const parts = request.path.split("/").slice(1);
    const routes = this.#routes.get(request.method) ?? [];
    return find(routes, request, parts, true) ?? find(routes, request, parts, false);
  }
}

function find(
  routes: readonly Route[],
  request: RestRequest,
  parts: readonly string[],
  isStrict: boolean,
): RestMatch | undefined {
  const clientId = request.query.get("x-id")?.[0];
  for (const route of routes) {
    if (route.hasBucket !== request.hasBucket) continue;
    if (clientId !== undefined && route.clientId !== undefined && route.clientId !== clientId) continue;
    if (!route.literals.every(([name, value]) => hasParameter(request.query, name, value))) continue;
    if (isStrict && !route.required.every((binding) => isPresent(request, binding))) continue;
    const labels = matchPath(route.segments, parts);
    if (labels !== undefined) return { operation: route.operation, labels };
  }
  return undefined;
}

function hasParameter(query: QueryParameters, name: string, value: string): boolean {
  const values = query.get(name);
  return values !== undefined && (value === "" || values[0] === value);
}

/** Presigned URLs carry headers as parameters. */
const isPresent = ({ query, headers }: RestRequest, { place, name }: Binding): boolean =>
  query.has(name) || (place === "header" && headers[name] !== undefined);

function routeOf(operation: OperationSchema, uri: string): Route {
  const [path = "", query = ""] = uri.split("?");
  const segments = path
    .split("/")
    .filter((text) => text !== "")
    .map(segmentOf);
  const literals = [...parseQuery(query)].map(([name, [value = ""]]) => [name, value] as const);
  const inPath = new Set(segments.filter((segment) => segment.kind !== "literal").map((segment) => segment.text));
  const bindings = inputBindings(operation.input).all;
  const required = bindings.filter(
    ({ member, place }) => member.traits.required === 1 && (place === "query" || place === "header"),
  );
  const kept = literals.filter(([name]) => name !== "x-id");
  return {
    operation,
    segments,
    literals: kept,
    required,
    hasBucket: bindings.some(({ member, place }) => place === "label" && !inPath.has(member.name)),
    clientId: literals.find(([name]) => name === "x-id")?.[1],
    rank: segments.reduce((sum, segment) => sum + ranks[segment.kind], 1000 * (kept.length + required.length)),
  };
}

/** The more a template says outright, the earlier it is tried. */
const ranks = { literal: 100, label: 10, greedy: 1 } as const;

function segmentOf(text: string): Segment {
  if (!text.startsWith("{")) return { kind: "literal", text };
  return text.endsWith("+}") ? { kind: "greedy", text: text.slice(1, -2) } : { kind: "label", text: text.slice(1, -1) };
}

function matchPath(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  let at = 0;
  for (const [index, segment] of segments.entries()) {
    const end = segment.kind === "greedy" ? parts.length - (segments.length - index - 1) : at + 1;
    const text = parts.slice(at, end).join("/");
    if (end > parts.length || !matchSegment(segment, text, labels)) return undefined;
    at = end;
  }
  const isWhole = at === parts.length || (at === parts.length - 1 && parts[at] === "");
  return isWhole ? labels : undefined;
}

function matchSegment(segment: Segment, text: string, labels: Record<string, string>): boolean {
  if (segment.kind === "literal") return text === segment.text || decoded(text) === segment.text;
  if (text === "") return false;
  labels[segment.text] = decoded(text);
  return true;
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.", { status: 400 });
  }
}
