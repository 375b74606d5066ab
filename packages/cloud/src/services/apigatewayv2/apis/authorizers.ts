import { badRequest } from "../errors.ts";
import { type HttpAuthorizer, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";

const path = "/apis/{ApiId}/authorizers";

function check(authorizer: HttpAuthorizer): void {
  const { AuthorizerType: type, AuthorizerUri, JwtConfiguration, IdentitySource = [] } = authorizer;
  if (type === "JWT" && (JwtConfiguration?.Issuer === undefined || IdentitySource.length === 0)) {
    throw badRequest("JWT authorizers need an identity source, an issuer and an audience");
  }
  if (type === "REQUEST" && AuthorizerUri === undefined)
    throw badRequest("AuthorizerUri is required for REQUEST authorizers");
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#CreateAuthorizer */
export const createAuthorizer: HttpApiOperation<"CreateAuthorizer"> = {
  access: on("POST", path),

  run({ store, ids }, input) {
    const { ApiId } = store.api(input.ApiId);
    const authorizer = {
      Name: input.Name,
      ...updated<Partial<HttpAuthorizer>>({}, input, members),
      AuthorizerId: ids.text(6),
    };
    check(authorizer);

    store.authorizers.put(ApiId, authorizer);
    return authorizer;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetAuthorizer */
export const getAuthorizer: HttpApiOperation<"GetAuthorizer"> = {
  access: on("GET", `${path}/{AuthorizerId}`),
  run: ({ store }, { ApiId, AuthorizerId }) => store.authorizers.get(ApiId, AuthorizerId),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetAuthorizers */
export const getAuthorizers: HttpApiOperation<"GetAuthorizers"> = {
  access: on("GET", path),
  run: ({ store }, { ApiId }) => ({ Items: store.authorizers.list(store.api(ApiId).ApiId) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UpdateAuthorizer */
export const updateAuthorizer: HttpApiOperation<"UpdateAuthorizer"> = {
  access: on("PATCH", `${path}/{AuthorizerId}`),

  run({ store }, input) {
    const before = store.authorizers.get(input.ApiId, input.AuthorizerId);
    const changed = updated(before, input, members);
    check(changed);

    store.authorizers.put(input.ApiId ?? "", changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteAuthorizer */
export const deleteAuthorizer: HttpApiOperation<"DeleteAuthorizer"> = {
  access: on("DELETE", `${path}/{AuthorizerId}`),
  run: ({ store }, { ApiId = "", AuthorizerId }) =>
    store.authorizers.delete(ApiId, store.authorizers.get(ApiId, AuthorizerId).AuthorizerId),
};

const members = [
  "AuthorizerCredentialsArn",
  "AuthorizerPayloadFormatVersion",
  "AuthorizerResultTtlInSeconds",
  "AuthorizerType",
  "AuthorizerUri",
  "EnableSimpleResponses",
  "IdentitySource",
  "IdentityValidationExpression",
  "JwtConfiguration",
  "Name",
] as const satisfies readonly (keyof HttpAuthorizer)[];
