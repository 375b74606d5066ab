import type { HttpParameter, HttpParameters } from "../../../connections/auth-parameters.ts";
import type { AuthParameters } from "./connection.ts";

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
  const shown = (list: readonly HttpParameter[]) =>
    list.map(({ Key, Value, IsValueSecret = false }) => ({ Key, ...(IsValueSecret ? {} : { Value }), IsValueSecret }));
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, list]) => (list === undefined ? [] : [[name, shown(list)]])),
  );
}
