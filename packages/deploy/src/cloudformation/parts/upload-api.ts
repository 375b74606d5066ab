import type { UploadApiPart } from "@millrace/plan";
import { shortHash } from "../../short-hash.ts";
import type { Expressing } from "../express.ts";
import { getAtt, type Resources, ref } from "../template.ts";

/** A REST API from its OpenAPI definition, deployed to one stage, for callers with a key. */
export function uploadApiResources(api: UploadApiPart, write: Expressing): Resources {
  const { id } = api;
  const body = write.data(api.definition);
  // A deployment never changes; a new definition is a new one.
  const deployment = `${id}Deployment${shortHash(JSON.stringify(body))}`;
  const stage = `${id}Stage`;
  return {
    [id]: {
      Type: "AWS::ApiGateway::RestApi",
      Properties: {
        Name: write.text(api.name),
        EndpointConfiguration: { Types: ["REGIONAL"] },
        ApiKeySourceType: "HEADER",
        FailOnWarnings: true,
        Body: body,
      },
    },
    [deployment]: { Type: "AWS::ApiGateway::Deployment", Properties: { RestApiId: ref(id) } },
    [stage]: {
      Type: "AWS::ApiGateway::Stage",
      Properties: {
        RestApiId: ref(id),
        DeploymentId: ref(deployment),
        StageName: api.stage,
        MethodSettings: [
          {
            ResourcePath: "/*",
            HttpMethod: "*",
            MetricsEnabled: true,
            ThrottlingRateLimit: api.requestsPerSecond,
            ThrottlingBurstLimit: api.burst,
          },
        ],
      },
    },
    [`${id}Key`]: {
      Type: "AWS::ApiGateway::ApiKey",
      DependsOn: stage,
      Properties: { Name: write.text(api.name), Enabled: true },
    },
    [`${id}Plan`]: {
      Type: "AWS::ApiGateway::UsagePlan",
      Properties: {
        UsagePlanName: write.text(api.name),
        ApiStages: [{ ApiId: ref(id), Stage: ref(stage) }],
        Throttle: { RateLimit: api.requestsPerSecond, BurstLimit: api.burst },
      },
    },
    [`${id}PlanKey`]: {
      Type: "AWS::ApiGateway::UsagePlanKey",
      Properties: { KeyId: ref(`${id}Key`), KeyType: "API_KEY", UsagePlanId: ref(`${id}Plan`) },
    },
    [`${id}StartsThe${api.function}`]: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: getAtt(api.function, "Arn"),
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: {
          "Fn::Sub": `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}}/*`,
        },
      },
    },
  };
}
