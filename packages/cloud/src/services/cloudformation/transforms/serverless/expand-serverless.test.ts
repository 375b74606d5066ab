import { describe, expect, it } from "vitest";
import { isObject, type Json } from "../../../../sdk-calls/json.ts";
import { expandServerless } from "./expand-serverless.ts";

const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

const fn = (events: Json) => ({
  Type: "AWS::Serverless::Function",
  Properties: { InlineCode: "x", Handler: "index.handler", Runtime: "nodejs20.x", Events: events },
});

describe("expandServerless", () => {
  it("gives functions with API events one API, its stage, and a deployment of what it is", () => {
    const event = { Type: "Api", Properties: { Path: "/orders/{id}", Method: "GET" } };
    const one = expandServerless({ Resources: { F: fn({ Get: event }) } });
    const two = expandServerless({
      Resources: { F: fn({ Get: event, Put: { ...event, Properties: { Path: "/", Method: "put" } } }) },
    });
    const idsOf = (body: Json) => Object.keys(at(body, "Resources") as object).sort();

    expect(idsOf(one).filter((id) => !/Deployment/.test(id))).toEqual([
      ...["F", "FGetPermissionProd", "FRole", "ServerlessRestApi", "ServerlessRestApiProdStage"],
    ]);
    expect(idsOf(one).find((id) => /Deployment/.test(id))).toMatch(/^ServerlessRestApiDeployment[0-9a-f]{10}$/);
    expect(idsOf(two).find((id) => /Deployment/.test(id))).not.toBe(idsOf(one).find((id) => /Deployment/.test(id)));
    expect(
      at(
        one,
        "Resources",
        "ServerlessRestApi",
        "Properties",
        "Body",
        "paths",
        "/orders/{id}",
        "get",
        "x-amazon-apigateway-integration",
        "type",
      ),
    ).toBe("aws_proxy");
  });

  it("gives HTTP API events a default stage that deploys itself", () => {
    const body = expandServerless({ Resources: { F: fn({ Any: { Type: "HttpApi" } }) } });

    expect(at(body, "Resources", "ServerlessHttpApiApiGatewayDefaultStage", "Properties")).toEqual({
      ApiId: { Ref: "ServerlessHttpApi" },
      StageName: "$default",
      AutoDeploy: true,
    });
  });

  it("lets what is written in a resource win over what is written for all", () => {
    const body = expandServerless({
      Globals: { Function: { Timeout: 3, Layers: ["a"], Environment: { Variables: { A: "1", B: "1" } } } },
      Resources: {
        F: {
          Type: "AWS::Serverless::Function",
          Properties: { InlineCode: "x", Timeout: 9, Layers: ["b"], Environment: { Variables: { B: "2" } } },
        },
      },
    });

    expect(at(body, "Resources", "F", "Properties")).toMatchObject({
      Timeout: 9,
      Layers: ["a", "b"],
      Environment: { Variables: { A: "1", B: "2" } },
    });
    expect(at(body, "Globals")).toBeUndefined();
  });

  it("connects a function to a table by a policy of its role", () => {
    const body = expandServerless({
      Resources: {
        T: { Type: "AWS::DynamoDB::Table" },
        F: { ...fn({}), Connectors: { ToT: { Properties: { Destination: { Id: "T" }, Permissions: ["Read"] } } } },
      },
    });

    expect(at(body, "Resources", "FToTPolicy", "Properties", "Roles")).toEqual([{ Ref: "FRole" }]);
  });

  it("makes another layer of other content", () => {
    const layer = (key: string) => ({
      Type: "AWS::Serverless::LayerVersion",
      Properties: { ContentUri: `s3://b/${key}` },
    });
    const body = (key: string) =>
      expandServerless({ Resources: { L: layer(key) }, Outputs: { L: { Value: { Ref: "L" } } } });
    const id = at(body("one"), "Outputs", "L", "Value", "Ref");

    expect(id).toMatch(/^L[0-9a-f]{10}$/);
    expect(at(body("two"), "Outputs", "L", "Value", "Ref")).not.toBe(id);
  });
});
