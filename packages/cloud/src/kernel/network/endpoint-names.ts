/** What endpoints call a service whose model is named otherwise. */
export const endpointNames: Readonly<Record<string, string>> = {
  apigatewayv2: "apigateway",
  cloudcontrol: "cloudcontrolapi",
  cloudwatch: "monitoring",
  dynamodbstreams: "dynamodb-streams",
  kinesis: "kinesis-streams",
  s3control: "s3",
};
