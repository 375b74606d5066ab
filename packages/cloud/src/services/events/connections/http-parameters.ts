import type { AuthParameters, Connection } from "./connection.ts";

/** A request to the outside, before it is sent. */
export interface Outgoing {
  readonly url: URL;
  readonly headers: Headers;
  body: string;
}

type Invocation = NonNullable<AuthParameters["InvocationHttpParameters"]>;

/** Adds what a connection says that every request has. */
export function addParameters(outgoing: Outgoing, parameters: Invocation | undefined): void {
  for (const { Key = "", Value = "" } of parameters?.HeaderParameters ?? []) outgoing.headers.set(Key, Value);
  for (const { Key = "", Value = "" } of parameters?.QueryStringParameters ?? [])
    outgoing.url.searchParams.set(Key, Value);
  const body = parameters?.BodyParameters ?? [];
  if (body.length === 0) return;
  const known: unknown = parsed(outgoing.body);
  if (typeof known !== "object" || known === null || Array.isArray(known)) return;
  const added = Object.fromEntries(body.map(({ Key = "", Value = "" }) => [Key, Value]));
  outgoing.body = JSON.stringify({ ...known, ...added });
}

/** Adds what a connection proves itself with; a token of OAuth is given as the header it makes. */
export function addProof(outgoing: Outgoing, { auth }: Connection, token: string | undefined): void {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key } = auth;
  if (basic !== undefined) {
    const proof = Buffer.from(`${basic.Username}:${basic.Password}`).toString("base64");
    outgoing.headers.set("authorization", `Basic ${proof}`);
  }
  if (key?.ApiKeyName !== undefined) outgoing.headers.set(key.ApiKeyName, key.ApiKeyValue ?? "");
  if (token !== undefined) outgoing.headers.set("authorization", token);
}

function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
