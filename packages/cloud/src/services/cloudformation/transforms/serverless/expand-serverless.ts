import type { Json, JsonObject } from "../../../../sdk-calls/json.ts";
import { expandApi, expandHttpApi, finishApis } from "./apis.ts";
import { expandConnector } from "./connector.ts";
import { Expansion, objectOf } from "./expansion.ts";
import { expandFunction } from "./function.ts";
import { withGlobals } from "./globals.ts";
import { invalidResource } from "./invalid-resource.ts";
import { expandLayer, expandTable } from "./simple-resources.ts";
import { expandStateMachine } from "./state-machine.ts";

/** Writes one serverless resource out as plain ones. */
type Expand = (expansion: Expansion, logicalId: string, resource: JsonObject) => void;

const types: Readonly<Record<string, Expand>> = {
  "AWS::Serverless::Api": expandApi,
  "AWS::Serverless::Connector": expandConnector,
  "AWS::Serverless::Function": expandFunction,
  "AWS::Serverless::HttpApi": expandHttpApi,
  "AWS::Serverless::LayerVersion": expandLayer,
  "AWS::Serverless::SimpleTable": expandTable,
  "AWS::Serverless::StateMachine": expandStateMachine,
};
/** Functions come after the APIs that their events name. */
const late = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine", "AWS::Serverless::Connector"];

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html */
export function expandServerless(body: JsonObject): JsonObject {
  const { Globals: globals, ...rest } = body;
  const expansion = new Expansion(objectOf(body["Resources"]));
  const serverless = expansion.entries().filter(([, resource]) => isServerless(resource["Type"]));
  const order = (resource: JsonObject): number => late.indexOf(String(resource["Type"]));
  for (const [logicalId, resource] of serverless.sort(([, a], [, b]) => order(a) - order(b))) {
    const type = String(resource["Type"]);
    const expand = types[type];
    if (expand === undefined) throw invalidResource(logicalId, `Type ${type} is not supported here`);
    expansion.remove(logicalId);
    expand(expansion, logicalId, withGlobals(resource, objectOf(globals)));
    for (const [name, connector] of Object.entries(objectOf(resource["Connectors"]))) {
      const properties = { Source: { Id: logicalId }, ...objectOf(objectOf(connector)["Properties"]) };
      expandConnector(expansion, `${logicalId}${name}`, { Properties: properties });
    }
  }
  finishApis(expansion);
  return expansion.renamed({ ...rest, Resources: expansion.all() }) as JsonObject;
}

const isServerless = (type: Json | undefined): boolean =>
  typeof type === "string" && type.startsWith("AWS::Serverless::");
