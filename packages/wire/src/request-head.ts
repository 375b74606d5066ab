/** A request without its body. Header names are lower case, as node:http gives them; path and query are still encoded. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  /** What stands after the first `?`, or nothing. */
  readonly query: string;
  readonly headers: Headers;
  readonly sourceIp: string;
  readonly isSecure: boolean;
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export function header(head: { readonly headers: Headers }, name: string): string | undefined {
  const value = head.headers[name];
  return value === undefined || typeof value === "string" ? value : value.join(", ");
}

/** The content type without its parameters, in lower case; empty when there is none. */
export function mediaType(head: RequestHead): string {
  const type = header(head, "content-type");
  if (type === undefined) return "";
  const end = type.indexOf(";");
  return (end < 0 ? type : type.slice(0, end)).trim().toLowerCase();
}
