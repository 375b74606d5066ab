export interface GatewayResponseType {
  /** None for the two that stand for all others of their kind. */
  readonly status?: string;
  /** As the header `x-amzn-errortype` names it. */
  readonly errorType?: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export const gatewayResponseTypes: Readonly<Record<string, GatewayResponseType>> = {
  ACCESS_DENIED: { status: "403", errorType: "AccessDeniedException" },
  API_CONFIGURATION_ERROR: { status: "500", errorType: "InternalServerErrorException" },
  AUTHORIZER_CONFIGURATION_ERROR: { status: "500", errorType: "AuthorizerConfigurationException" },
  AUTHORIZER_FAILURE: { status: "500", errorType: "AuthorizerConfigurationException" },
  BAD_REQUEST_BODY: { status: "400", errorType: "BadRequestException" },
  BAD_REQUEST_PARAMETERS: { status: "400", errorType: "BadRequestException" },
  DEFAULT_4XX: {},
  DEFAULT_5XX: {},
  EXPIRED_TOKEN: { status: "403", errorType: "ExpiredTokenException" },
  INTEGRATION_FAILURE: { status: "504", errorType: "InternalServerErrorException" },
  INTEGRATION_TIMEOUT: { status: "504", errorType: "InternalServerErrorException" },
  INVALID_API_KEY: { status: "403", errorType: "ForbiddenException" },
  INVALID_SIGNATURE: { status: "403", errorType: "InvalidSignatureException" },
  MISSING_AUTHENTICATION_TOKEN: { status: "403", errorType: "MissingAuthenticationTokenException" },
  QUOTA_EXCEEDED: { status: "429", errorType: "LimitExceededException" },
  REQUEST_TOO_LARGE: { status: "413", errorType: "RequestTooLargeException" },
  RESOURCE_NOT_FOUND: { status: "404", errorType: "NotFoundException" },
  THROTTLED: { status: "429", errorType: "TooManyRequestsException" },
  UNAUTHORIZED: { status: "401", errorType: "UnauthorizedException" },
  UNSUPPORTED_MEDIA_TYPE: { status: "415", errorType: "UnsupportedMediaTypeException" },
  WAF_FILTERED: { status: "403", errorType: "ForbiddenException" },
};
