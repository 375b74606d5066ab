import { type Model, type Models, type OperationSchema, openModels, services } from "@millrace/wire";

/** Services whose name in `aws-sdk:NAME` is not the name of their model. */
const models: Readonly<Record<string, string>> = {
  sfn: "states",
  eventbridge: "events",
  cloudwatchlogs: "logs",
  cloudwatchevents: "events",
  cognitoidentityprovider: "cognito-idp",
  cognitoidentity: "cognito-identity",
  applicationautoscaling: "application-autoscaling",
  dynamodbstreams: "dynamodbstreams",
};

/** Names of services in errors, where upper-casing the first letter is not enough. */
const errorNames: Readonly<Record<string, string>> = {
  dynamodb: "DynamoDb",
  eventbridge: "EventBridge",
  cloudwatchlogs: "CloudWatchLogs",
  cloudwatch: "CloudWatch",
  cloudformation: "CloudFormation",
  secretsmanager: "SecretsManager",
  apigateway: "ApiGateway",
  cognitoidentityprovider: "CognitoIdentityProvider",
  rdsdata: "RdsData",
};

/** AWS has more services than this cloud knows: what nobody here can check is taken. */
const known = new Set(services.map(({ name }) => name));

let opened: Models | undefined;

export const modelName = (service: string): string => models[service] ?? service;

export function modelOf(service: string): Model | undefined {
  const name = modelName(service);
  if (!known.has(name)) return undefined;
  opened ??= openModels();
  return opened.model(name);
}

/** The operation that `aws-sdk:SERVICE:ACTION` names. */
export const operationOf = (service: string, action: string): OperationSchema | undefined =>
  modelOf(service)?.operation(operationName(action));

export const operationName = (action: string): string => action.slice(0, 1).toUpperCase() + action.slice(1);

/** Whether `aws-sdk:SERVICE:ACTION` can be one. */
export const isSdkAction = (service: string, action: string): boolean =>
  modelOf(service) === undefined || operationOf(service, action) !== undefined;

/** e.g. `S3`, `Sfn`, `DynamoDb`: what errors of `aws-sdk:SERVICE` begin with. */
export const errorPrefix = (service: string): string => errorNames[service] ?? operationName(service);
