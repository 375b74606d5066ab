import { type HttpParameters, type Proofs, pairs } from "./auth-parameters.ts";

/** A request to the outside, before it is sent. */
export interface Outgoing {
  readonly url: URL;
  readonly headers: Headers;
}

/** Adds the headers and the query that a connection says every request has. */
export function addParameters({ url, headers }: Outgoing, parameters: HttpParameters | undefined): void {
  for (const [name, value] of Object.entries(pairs(parameters?.HeaderParameters))) headers.set(name, value);
  for (const [name, value] of Object.entries(pairs(parameters?.QueryStringParameters))) {
    url.searchParams.set(name, value);
  }
}

/** Adds what a connection proves itself with; a token of OAuth is given as the header it makes. */
export function addProof({ headers }: Outgoing, auth: Proofs, token: string | undefined): void {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key } = auth;
  if (basic !== undefined) {
    const proof = Buffer.from(`${basic.Username}:${basic.Password}`).toString("base64");
    headers.set("authorization", `Basic ${proof}`);
  }
  if (key?.ApiKeyName !== undefined) headers.set(key.ApiKeyName, key.ApiKeyValue ?? "");
  if (token !== undefined) headers.set("authorization", token);
}
