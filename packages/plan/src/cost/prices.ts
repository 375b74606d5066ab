/** What AWS asks for one unit of each, in US dollars. */
export interface Prices {
  readonly lambdaRequest: number;
  readonly lambdaGbSecond: number;
  readonly s3Write: number;
  readonly s3Read: number;
  readonly s3GbMonth: number;
  readonly dynamodbWriteUnit: number;
  readonly dynamodbGbMonth: number;
  readonly statesTransition: number;
  readonly eventBridgeEvent: number;
  readonly snsRequest: number;
  readonly sqsRequest: number;
  readonly logsGb: number;
  readonly alarmMonth: number;
  readonly dashboardMonth: number;
  readonly secretMonth: number;
  readonly apiRequest: number;
  readonly auroraAcuHour: number;
  readonly endpointHour: number;
}

/** When the prices below were last looked at. */
export const pricesOf = "2026-11";

/**
 * List prices of us-east-1 without free tiers and volume discounts, from the pricing page of each service:
 * https://aws.amazon.com/lambda/pricing/ (x86), https://aws.amazon.com/s3/pricing/ (Standard),
 * https://aws.amazon.com/dynamodb/pricing/on-demand/, https://aws.amazon.com/step-functions/pricing/ (Standard),
 * https://aws.amazon.com/eventbridge/pricing/ (opt-in events of S3), https://aws.amazon.com/sns/pricing/,
 * https://aws.amazon.com/sqs/pricing/, https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/secrets-manager/pricing/,
 * https://aws.amazon.com/api-gateway/pricing/ (REST), https://aws.amazon.com/rds/aurora/pricing/
 * (Serverless v2), https://aws.amazon.com/privatelink/pricing/
 */
export const virginiaPrices: Prices = {
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecond: 0.0000166667,
  s3Write: 0.005 / 1e3,
  s3Read: 0.0004 / 1e3,
  s3GbMonth: 0.023,
  dynamodbWriteUnit: 0.625 / 1e6,
  dynamodbGbMonth: 0.25,
  statesTransition: 0.025 / 1e3,
  eventBridgeEvent: 1 / 1e6,
  snsRequest: 0.5 / 1e6,
  sqsRequest: 0.4 / 1e6,
  logsGb: 0.5,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  secretMonth: 0.4,
  apiRequest: 3.5 / 1e6,
  auroraAcuHour: 0.12,
  endpointHour: 0.01,
};
