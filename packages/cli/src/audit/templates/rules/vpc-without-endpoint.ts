import { listOf } from "../../account.ts";
import { type AuditedResource, type AuditedTemplate, memberOf, ofType, textsOf } from "../audited-template.ts";
import { resourceOf } from "../names.ts";
import { grantsOf } from "../rights.ts";
import type { TemplateRule } from "../template-rule.ts";

/** Actions that Lambda itself takes with the function's role, and services that are no API call away. */
const outside =
  /^(logs|ec2|xray|kms|rds-db):|^(sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes|ChangeMessageVisibility)|dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams)|kinesis:.*)$/;

export const vpcWithoutEndpoint: TemplateRule = {
  level: "error",
  title: "A function in a network may call a service that it cannot reach from there",
  why: "A function in a VPC has no way to the internet of its own: the call hangs until the function times out",
  wayOut: "add an AWS::EC2::VPCEndpoint for the service (Gateway for S3 and DynamoDB, without cost), or leave the VPC",
  alsoKnownAs: ["AwsSolutions-VPC"],

  *find(template) {
    for (const resource of ofType(template, "AWS::Lambda::Function")) {
      const vpcs = vpcsOf(template, resource);
      if (vpcs.size === 0 || hasWayOut(template, vpcs)) continue;
      for (const service of servicesOf(template, resource)) {
        if (!hasEndpoint(template, vpcs, service)) {
          yield { at: resource.id, says: `its role may call ${service}, and the VPC has no endpoint for it` };
        }
      }
    }
  },
};

/** Networks that are in the template: of others nothing is known. */
function vpcsOf(template: AuditedTemplate, { properties }: AuditedResource): ReadonlySet<string> {
  const subnets = textsOf(memberOf(properties, "VpcConfig.SubnetIds")).map((id) => resourceOf(template, id));
  return new Set(subnets.flatMap((subnet) => (subnet === undefined ? [] : [String(subnet.properties["VpcId"])])));
}

const hasWayOut = (template: AuditedTemplate, vpcs: ReadonlySet<string>): boolean =>
  ofType(template, "AWS::EC2::Route").some(({ properties }) => {
    const table = resourceOf(template, properties["RouteTableId"]);
    const isThrough = ["NatGatewayId", "TransitGatewayId", "NetworkInterfaceId", "InstanceId"].some(
      (way) => way in properties,
    );
    return isThrough && table !== undefined && vpcs.has(String(table.properties["VpcId"]));
  });

function servicesOf(template: AuditedTemplate, resource: AuditedResource): ReadonlySet<string> {
  const queue = memberOf(resource.properties, "DeadLetterConfig.TargetArn");
  const actions = grantsOf(template, resource)
    .filter(({ Resource: on }) => queue === undefined || !listOf(on).includes(String(queue)))
    .flatMap(({ Action: action }) => listOf(action));
  return new Set(actions.filter((action) => !outside.test(action)).flatMap((action) => action.split(":")[0] ?? []));
}

const hasEndpoint = (template: AuditedTemplate, vpcs: ReadonlySet<string>, service: string): boolean =>
  ofType(template, "AWS::EC2::VPCEndpoint").some(
    ({ properties }) =>
      vpcs.has(String(properties["VpcId"])) && String(properties["ServiceName"]).split(".").includes(service),
  );
