import type { ShapesOf } from "@millrace/wire";

/** Every service that this cloud runs, by the name of its model, typed by its SDK client. */
export interface ServiceShapes {
  readonly acm: ShapesOf<typeof import("@aws-sdk/client-acm")>;
  readonly apigateway: ShapesOf<typeof import("@aws-sdk/client-api-gateway")>;
  readonly apigatewayv2: ShapesOf<typeof import("@aws-sdk/client-apigatewayv2")>;
  readonly "application-autoscaling": ShapesOf<typeof import("@aws-sdk/client-application-auto-scaling")>;
  readonly cloudcontrol: ShapesOf<typeof import("@aws-sdk/client-cloudcontrol")>;
  readonly cloudformation: ShapesOf<typeof import("@aws-sdk/client-cloudformation")>;
  readonly cloudwatch: ShapesOf<typeof import("@aws-sdk/client-cloudwatch")>;
  readonly dynamodb: ShapesOf<typeof import("@aws-sdk/client-dynamodb")>;
  readonly ec2: ShapesOf<typeof import("@aws-sdk/client-ec2")>;
  readonly ecr: ShapesOf<typeof import("@aws-sdk/client-ecr")>;
  readonly events: ShapesOf<typeof import("@aws-sdk/client-eventbridge")>;
  readonly dynamodbstreams: ShapesOf<typeof import("@aws-sdk/client-dynamodb-streams")>;
  readonly iam: ShapesOf<typeof import("@aws-sdk/client-iam")>;
  readonly kinesis: ShapesOf<typeof import("@aws-sdk/client-kinesis")>;
  readonly kms: ShapesOf<typeof import("@aws-sdk/client-kms")>;
  readonly lambda: ShapesOf<typeof import("@aws-sdk/client-lambda")>;
  readonly logs: ShapesOf<typeof import("@aws-sdk/client-cloudwatch-logs")>;
  readonly pipes: ShapesOf<typeof import("@aws-sdk/client-pipes")>;
  readonly rds: ShapesOf<typeof import("@aws-sdk/client-rds")>;
  readonly "rds-data": ShapesOf<typeof import("@aws-sdk/client-rds-data")>;
  readonly route53: ShapesOf<typeof import("@aws-sdk/client-route-53")>;
  readonly s3: ShapesOf<typeof import("@aws-sdk/client-s3")>;
  readonly s3control: ShapesOf<typeof import("@aws-sdk/client-s3-control")>;
  readonly scheduler: ShapesOf<typeof import("@aws-sdk/client-scheduler")>;
  readonly secretsmanager: ShapesOf<typeof import("@aws-sdk/client-secrets-manager")>;
  readonly sns: ShapesOf<typeof import("@aws-sdk/client-sns")>;
  readonly sqs: ShapesOf<typeof import("@aws-sdk/client-sqs")>;
  readonly ssm: ShapesOf<typeof import("@aws-sdk/client-ssm")>;
  readonly states: ShapesOf<typeof import("@aws-sdk/client-sfn")>;
  readonly sts: ShapesOf<typeof import("@aws-sdk/client-sts")>;
  readonly xray: ShapesOf<typeof import("@aws-sdk/client-xray")>;
}
