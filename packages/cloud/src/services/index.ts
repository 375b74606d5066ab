import type { AnyService } from "../kernel/service.ts";
import { acm } from "./acm/service.ts";
import { apigateway } from "./apigateway/service.ts";
import { apigatewayv2 } from "./apigatewayv2/service.ts";
import { applicationAutoscaling } from "./application-autoscaling/service.ts";
import { cloudcontrol } from "./cloudformation/cloudcontrol/service.ts";
import { cloudformation } from "./cloudformation/service.ts";
import { cloudwatch } from "./cloudwatch/service.ts";
import { dynamodb } from "./dynamodb/service.ts";
import { dynamodbstreams } from "./dynamodbstreams/service.ts";
import { ec2 } from "./ec2/service.ts";
import { ecr } from "./ecr/service.ts";
import { events } from "./events/service.ts";
import { iam } from "./iam/service.ts";
import { kinesis } from "./kinesis/service.ts";
import { kms } from "./kms/service.ts";
import { lambda } from "./lambda/service.ts";
import { logs } from "./logs/service.ts";
import { pipes } from "./pipes/service.ts";
import { rds } from "./rds/service.ts";
import { rdsData } from "./rds-data/service.ts";
import { route53 } from "./route53/service.ts";
import { s3 } from "./s3/service.ts";
import { s3control } from "./s3control/service.ts";
import { scheduler } from "./scheduler/service.ts";
import { secretsmanager } from "./secretsmanager/service.ts";
import { sns } from "./sns/service.ts";
import { sqs } from "./sqs/service.ts";
import { ssm } from "./ssm/service.ts";
import { states } from "./states/service.ts";
import { sts } from "./sts/service.ts";
import { xray } from "./xray/service.ts";

/** Every service that this cloud runs. */
export const services: readonly AnyService[] = [
  acm,
  apigateway,
  apigatewayv2,
  applicationAutoscaling,
  cloudcontrol,
  cloudformation,
  cloudwatch,
  dynamodb,
  dynamodbstreams,
  ec2,
  ecr,
  events,
  iam,
  kinesis,
  kms,
  lambda,
  logs,
  pipes,
  rds,
  rdsData,
  route53,
  s3,
  s3control,
  scheduler,
  secretsmanager,
  sns,
  sqs,
  ssm,
  states,
  sts,
  xray,
];
