export type ProtocolName =
  | "awsJson1_0"
  | "awsJson1_1"
  | "restJson1"
  | "restXml"
  | "awsQuery"
  | "ec2Query"
  | "rpcv2Cbor";

/** What tells a request to one service from a request to another. */
export interface ServiceDescription {
  /** The name of its model. */
  readonly name: string;
  /** The service in the credential scope of a signature. */
  readonly signingName: string;
  readonly version: string;
  /** Any JSON service understands CBOR as well; here stand only those whose clients send it or must be told apart. */
  readonly protocols: readonly ProtocolName[];
  /** What stands before the operation in `X-Amz-Target`. */
  readonly target?: string;
  /** The namespace of its XML answers. */
  readonly xmlNamespace?: string;
  /** Its clients want the error codes of the query protocol it spoke before, in a header. */
  readonly isQueryCompatible?: boolean;
}

const s3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

const json10 = (name: string, target: string, version: string, signingName = name): ServiceDescription => ({
  name,
  signingName,
  version,
  target,
  protocols: ["awsJson1_0"],
});

const json11 = (name: string, target: string, version: string): ServiceDescription => ({
  name,
  signingName: name,
  version,
  target,
  protocols: ["awsJson1_1"],
});

const restJson = (name: string, version: string, signingName = name): ServiceDescription => ({
  name,
  signingName,
  version,
  protocols: ["restJson1"],
});

const query = (name: string, version: string, xmlNamespace: string): ServiceDescription => ({
  name,
  signingName: name,
  version,
  protocols: ["awsQuery"],
  xmlNamespace,
});

export const s3Service: ServiceDescription = {
  name: "s3",
  signingName: "s3",
  version: "2006-03-01",
  protocols: ["restXml"],
  xmlNamespace: s3Namespace,
};

export const services: readonly ServiceDescription[] = [
  s3Service,
  {
    name: "s3control",
    signingName: "s3",
    version: "2018-08-20",
    protocols: ["restXml"],
    xmlNamespace: "http://awss3control.amazonaws.com/doc/2018-08-20/",
  },
  {
    name: "route53",
    signingName: "route53",
    version: "2013-04-01",
    protocols: ["restXml"],
    xmlNamespace: "https://route53.amazonaws.com/doc/2013-04-01/",
  },
  json10("dynamodb", "DynamoDB_20120810", "2012-08-10"),
  json10("dynamodbstreams", "DynamoDBStreams_20120810", "2012-08-10", "dynamodb"),
  json10("states", "AWSStepFunctions", "2016-11-23"),
  json11("events", "AWSEvents", "2015-10-07"),
  json11("logs", "Logs_20140328", "2014-03-28"),
  json11("secretsmanager", "secretsmanager", "2017-10-17"),
  json11("ssm", "AmazonSSM", "2014-11-06"),
  json11("kinesis", "Kinesis_20131202", "2013-12-02"),
  json11("kms", "TrentService", "2014-11-01"),
  json11("acm", "CertificateManager", "2015-12-08"),
  json11("ecr", "AmazonEC2ContainerRegistry_V20150921", "2015-09-21"),
  json10("cloudcontrol", "CloudApiService", "2021-09-30", "cloudcontrolapi"),
  json11("application-autoscaling", "AnyScaleFrontendService", "2016-02-06"),
  json11("cognito-idp", "AWSCognitoIdentityProviderService", "2016-04-18"),
  json11("cognito-identity", "AWSCognitoIdentityService", "2014-06-30"),
  {
    name: "sqs",
    signingName: "sqs",
    version: "2012-11-05",
    target: "AmazonSQS",
    protocols: ["awsJson1_0", "awsQuery"],
    xmlNamespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    isQueryCompatible: true,
  },
  {
    name: "cloudwatch",
    signingName: "monitoring",
    version: "2010-08-01",
    target: "GraniteServiceVersion20100801",
    protocols: ["awsJson1_0", "rpcv2Cbor", "awsQuery"],
    xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    isQueryCompatible: true,
  },
  query("sns", "2010-03-31", "http://sns.amazonaws.com/doc/2010-03-31/"),
  query("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"),
  query("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"),
  query("rds", "2014-10-31", "http://rds.amazonaws.com/doc/2014-10-31/"),
  query("cloudformation", "2010-05-15", "http://cloudformation.amazonaws.com/doc/2010-05-15/"),
  query("autoscaling", "2011-01-01", "http://autoscaling.amazonaws.com/doc/2011-01-01/"),
  {
    name: "ec2",
    signingName: "ec2",
    version: "2016-11-15",
    protocols: ["ec2Query"],
    xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
  },
  restJson("lambda", "2015-03-31"),
  restJson("scheduler", "2021-06-30"),
  restJson("pipes", "2015-10-07"),
  restJson("apigateway", "2015-07-09"),
  restJson("apigatewayv2", "2018-11-29", "apigateway"),
  restJson("rds-data", "2018-08-01"),
  restJson("xray", "2016-04-12"),
];

const byTarget = new Map(services.map((service) => [service.target, service]));

export const serviceOfTarget = (target: string): ServiceDescription | undefined => byTarget.get(target);

export const servicesSigningAs = (signingName: string): readonly ServiceDescription[] =>
  bySigningName.get(signingName) ?? [];

const bySigningName = groupBySigningName();

function groupBySigningName(): ReadonlyMap<string, readonly ServiceDescription[]> {
  const groups = new Map<string, ServiceDescription[]>();
  for (const service of services) {
    const group = groups.get(service.signingName);
    if (group === undefined) groups.set(service.signingName, [service]);
    else group.push(service);
  }
  return groups;
}
