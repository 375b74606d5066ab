/** A header, query parameter or member of a body that a connection adds. */
export interface HttpParameter {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly IsValueSecret?: boolean | undefined;
}

export interface HttpParameters {
  readonly HeaderParameters?: readonly HttpParameter[] | undefined;
  readonly QueryStringParameters?: readonly HttpParameter[] | undefined;
  readonly BodyParameters?: readonly HttpParameter[] | undefined;
}

/** What a connection proves itself with, and adds to every request. */
export interface Proofs {
  readonly BasicAuthParameters?:
    | { readonly Username?: string | undefined; readonly Password?: string | undefined }
    | undefined;
  readonly ApiKeyAuthParameters?:
    | { readonly ApiKeyName?: string | undefined; readonly ApiKeyValue?: string | undefined }
    | undefined;
  readonly OAuthParameters?: OAuthParameters | undefined;
  readonly InvocationHttpParameters?: HttpParameters | undefined;
}

export interface OAuthParameters {
  readonly ClientParameters?:
    | { readonly ClientID?: string | undefined; readonly ClientSecret?: string | undefined }
    | undefined;
  readonly AuthorizationEndpoint?: string | undefined;
  readonly HttpMethod?: string | undefined;
  readonly OAuthHttpParameters?: HttpParameters | undefined;
}

export const pairs = (list: readonly HttpParameter[] = []): Record<string, string> =>
  Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
