const { join } = require("node:path");
const { App, CfnOutput, RemovalPolicy, Stack } = require("aws-cdk-lib");
const { HttpApi, HttpMethod } = require("aws-cdk-lib/aws-apigatewayv2");
const { HttpLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { AttributeType, BillingMode, Table } = require("aws-cdk-lib/aws-dynamodb");
const { InstanceClass, InstanceSize, InstanceType, SubnetType, Vpc } = require("aws-cdk-lib/aws-ec2");
const { Code, Function: LambdaFunction, Runtime } = require("aws-cdk-lib/aws-lambda");
const { SqsEventSource } = require("aws-cdk-lib/aws-lambda-event-sources");
const {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  DatabaseCluster,
  DatabaseClusterEngine,
} = require("aws-cdk-lib/aws-rds");
const { Bucket, EventType } = require("aws-cdk-lib/aws-s3");
const { LambdaDestination } = require("aws-cdk-lib/aws-s3-notifications");
const { Topic } = require("aws-cdk-lib/aws-sns");
const { SqsSubscription } = require("aws-cdk-lib/aws-sns-subscriptions");
const { Queue } = require("aws-cdk-lib/aws-sqs");
const { DefinitionBody, StateMachine } = require("aws-cdk-lib/aws-stepfunctions");
const { LambdaInvoke } = require("aws-cdk-lib/aws-stepfunctions-tasks");

const stack = new Stack(new App(), "Shop", { env: { account: "000000000000", region: "eu-west-1" } });

const files = new Bucket(stack, "Files", { removalPolicy: RemovalPolicy.DESTROY });
const rows = new Table(stack, "Rows", {
  partitionKey: { name: "id", type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  removalPolicy: RemovalPolicy.DESTROY,
});
const loader = new LambdaFunction(stack, "Loader", {
  runtime: Runtime.PYTHON_3_12,
  handler: "index.handler",
  code: Code.fromAsset(join(__dirname, "loader")),
  environment: { TABLE: rows.tableName, WORD: process.env.WORD ?? "first" },
});
rows.grantWriteData(loader);
// A custom resource whose function, in Python, puts the configuration on the bucket.
files.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(loader));

const orders = new Queue(stack, "Orders");
const news = new Topic(stack, "News");
news.addSubscription(new SqsSubscription(orders, { rawMessageDelivery: true }));
loader.addEventSource(new SqsEventSource(orders));

const flow = new StateMachine(stack, "Flow", {
  definitionBody: DefinitionBody.fromChainable(
    new LambdaInvoke(stack, "Load", { lambdaFunction: loader, payloadResponseOnly: true }),
  ),
});
const api = new HttpApi(stack, "Http");
api.addRoutes({
  path: "/rows/{id}",
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration("Ask", loader),
});

const network = new Vpc(stack, "Network", {
  maxAzs: 2,
  natGateways: 1,
  restrictDefaultSecurityGroup: true,
  subnetConfiguration: [
    { name: "outer", subnetType: SubnetType.PUBLIC },
    { name: "inner", subnetType: SubnetType.PRIVATE_WITH_EGRESS },
  ],
});
const people = new DatabaseCluster(stack, "People", {
  engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_6 }),
  writer: ClusterInstance.provisioned("writer", {
    instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM),
  }),
  vpc: network,
  defaultDatabaseName: "people",
  enableDataApi: true,
  removalPolicy: RemovalPolicy.DESTROY,
});

const outputs = {
  Bucket: files.bucketName,
  Table: rows.tableName,
  Topic: news.topicArn,
  Machine: flow.stateMachineArn,
  Url: api.apiEndpoint,
  Api: api.apiId,
  Cluster: people.clusterArn,
  Secret: people.secret.secretArn,
};
for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
