import type { HttpParameter, HttpParameters, Proofs } from "./auth-parameters.ts";

/** What EventBridge puts into the secret of a connection. */
export function secretText(auth: Proofs): string {
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
            : { oauth_http_parameters: written(oauth.OAuthHttpParameters) }),
        }),
    ...(invocation === undefined ? {} : { invocation_http_parameters: written(invocation) }),
  });
}

interface Secret {
  readonly username?: string;
  readonly password?: string;
  readonly api_key_name?: string;
  readonly api_key_value?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly authorization_endpoint?: string;
  readonly http_method?: string;
  readonly oauth_http_parameters?: WrittenParameters;
  readonly invocation_http_parameters?: WrittenParameters;
}

/** The other way round. */
export function authOf(text: string): Proofs {
  const secret = JSON.parse(text) as Secret;
  const { invocation_http_parameters: invocation, oauth_http_parameters: oauth } = secret;
  return {
    ...(secret.username === undefined
      ? {}
      : { BasicAuthParameters: { Username: secret.username, Password: secret.password } }),
    ...(secret.api_key_name === undefined
      ? {}
      : { ApiKeyAuthParameters: { ApiKeyName: secret.api_key_name, ApiKeyValue: secret.api_key_value } }),
    ...(secret.authorization_endpoint === undefined
      ? {}
      : {
          OAuthParameters: {
            ClientParameters: { ClientID: secret.client_id, ClientSecret: secret.client_secret },
            AuthorizationEndpoint: secret.authorization_endpoint,
            HttpMethod: secret.http_method,
            ...(oauth === undefined ? {} : { OAuthHttpParameters: read(oauth) }),
          },
        }),
    ...(invocation === undefined ? {} : { InvocationHttpParameters: read(invocation) }),
  };
}

interface WrittenParameter {
  readonly key: string | undefined;
  readonly value: string | undefined;
  readonly is_value_secret: boolean;
}

interface WrittenParameters {
  readonly header_parameters?: readonly WrittenParameter[];
  readonly query_string_parameters?: readonly WrittenParameter[];
  readonly body_parameters?: readonly WrittenParameter[];
}

function written({ HeaderParameters, QueryStringParameters, BodyParameters }: HttpParameters): WrittenParameters {
  const all = (list: readonly HttpParameter[]) =>
    list.map(({ Key, Value, IsValueSecret = false }) => ({ key: Key, value: Value, is_value_secret: IsValueSecret }));
  return {
    ...(HeaderParameters === undefined ? {} : { header_parameters: all(HeaderParameters) }),
    ...(QueryStringParameters === undefined ? {} : { query_string_parameters: all(QueryStringParameters) }),
    ...(BodyParameters === undefined ? {} : { body_parameters: all(BodyParameters) }),
  };
}

function read(parameters: WrittenParameters): HttpParameters {
  const all = (list: readonly WrittenParameter[] = []) =>
    list.map(({ key, value, is_value_secret }) => ({ Key: key, Value: value, IsValueSecret: is_value_secret }));
  return {
    HeaderParameters: all(parameters.header_parameters),
    QueryStringParameters: all(parameters.query_string_parameters),
    BodyParameters: all(parameters.body_parameters),
  };
}
