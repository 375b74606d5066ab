import type { AuthParameters } from "./connection.ts";

export type AuthorizationType = "BASIC" | "OAUTH_CLIENT_CREDENTIALS" | "API_KEY";

interface HttpParameter {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly IsValueSecret?: boolean | undefined;
}

interface HttpParameters {
  readonly HeaderParameters?: HttpParameter[] | undefined;
  readonly QueryStringParameters?: HttpParameter[] | undefined;
  readonly BodyParameters?: HttpParameter[] | undefined;
}

/** What a connection is described with: no passwords, keys or values that are said to be secret. */
export function withoutSecrets(auth: AuthParameters): Record<string, unknown> {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = auth;
  return {
    ...(basic === undefined ? {} : { BasicAuthParameters: { Username: basic.Username } }),
    ...(key === undefined ? {} : { ApiKeyAuthParameters: { ApiKeyName: key.ApiKeyName } }),
    ...(oauth === undefined
      ? {}
      : {
          OAuthParameters: {
            AuthorizationEndpoint: oauth.AuthorizationEndpoint,
            ...(oauth.ClientParameters === undefined
              ? {}
              : { ClientParameters: { ClientID: oauth.ClientParameters.ClientID } }),
            HttpMethod: oauth.HttpMethod,
            ...(oauth.OAuthHttpParameters === undefined
              ? {}
              : { OAuthHttpParameters: shownParameters(oauth.OAuthHttpParameters) }),
          },
        }),
    ...(auth.InvocationHttpParameters === undefined
      ? {}
      : { InvocationHttpParameters: shownParameters(auth.InvocationHttpParameters) }),
    ...(auth.ConnectivityParameters === undefined ? {} : { ConnectivityParameters: auth.ConnectivityParameters }),
  };
}

function shownParameters(parameters: HttpParameters): Record<string, unknown> {
  const shown = (list: HttpParameter[]) =>
    list.map(({ Key, Value, IsValueSecret = false }) => ({ Key, ...(IsValueSecret ? {} : { Value }), IsValueSecret }));
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, list]) => (list === undefined ? [] : [[name, shown(list)]])),
  );
}

/** What EventBridge puts into the secret of a connection. */
export function secretText(auth: AuthParameters): string {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = auth;
  const invocation = auth.InvocationHttpParameters;
  return JSON.stringify({
    ...(basic === undefined ? {} : { username: basic.Username, password: basic.Password }),
    ...(key === undefined ? {} : { api_key_name: key.ApiKeyName, api_key_value: key.ApiKeyValue }),
    ...(oauth === undefined
      ? {}
      : {
          client_id: oauth.ClientParameters?.ClientID,
          client_secret: oauth.ClientParameters?.ClientSecret,
          authorization_endpoint: oauth.AuthorizationEndpoint,
          http_method: oauth.HttpMethod,
          ...(oauth.OAuthHttpParameters === undefined
            ? {}
            : { oauth_http_parameters: secretParameters(oauth.OAuthHttpParameters) }),
        }),
    ...(invocation === undefined ? {} : { invocation_http_parameters: secretParameters(invocation) }),
  });
}

function secretParameters({ HeaderParameters, QueryStringParameters, BodyParameters }: HttpParameters) {
  const written = (list: HttpParameter[]) =>
    list.map(({ Key, Value, IsValueSecret = false }) => ({ key: Key, value: Value, is_value_secret: IsValueSecret }));
  return {
    ...(HeaderParameters === undefined ? {} : { header_parameters: written(HeaderParameters) }),
    ...(QueryStringParameters === undefined ? {} : { query_string_parameters: written(QueryStringParameters) }),
    ...(BodyParameters === undefined ? {} : { body_parameters: written(BodyParameters) }),
  };
}
