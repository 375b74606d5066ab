import { ofType } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

export const openApi: TemplateRule = {
  level: "warning",
  title: "Anybody on the internet may call it",
  why: "Nothing asks who calls: neither IAM, nor an authorizer, nor a key",
  wayOut:
    "write AuthType or AuthorizationType AWS_IAM, or name an authorizer; suppress it with the reason where it is meant so",
  alsoKnownAs: ["CKV_AWS_59", "CKV_AWS_258", "AwsSolutions-APIG4", "W59"],

  *find(template) {
    for (const { id, properties } of ofType(template, "AWS::Lambda::Url")) {
      if (properties["AuthType"] === "NONE") yield { at: id, says: "AuthType is NONE" };
    }
    for (const type of ["AWS::ApiGateway::Method", "AWS::ApiGatewayV2::Route"]) {
      for (const { id, properties } of ofType(template, type)) {
        const isKeyed = String(properties["ApiKeyRequired"]) === "true" || properties["HttpMethod"] === "OPTIONS";
        if ((properties["AuthorizationType"] ?? "NONE") === "NONE" && !isKeyed)
          yield { at: id, says: "AuthorizationType is NONE" };
      }
    }
  },
};
