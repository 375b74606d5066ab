import type { ShapesOf } from "@millrace/wire";

/** Every service that this cloud runs, by the name of its model, typed by its SDK client. */
export interface ServiceShapes {
  readonly "application-autoscaling": ShapesOf<typeof import("@aws-sdk/client-application-auto-scaling")>;
  readonly dynamodb: ShapesOf<typeof import("@aws-sdk/client-dynamodb")>;
  readonly dynamodbstreams: ShapesOf<typeof import("@aws-sdk/client-dynamodb-streams")>;
  readonly iam: ShapesOf<typeof import("@aws-sdk/client-iam")>;
  readonly lambda: ShapesOf<typeof import("@aws-sdk/client-lambda")>;
  readonly logs: ShapesOf<typeof import("@aws-sdk/client-cloudwatch-logs")>;
  readonly s3: ShapesOf<typeof import("@aws-sdk/client-s3")>;
  readonly sts: ShapesOf<typeof import("@aws-sdk/client-sts")>;
}
