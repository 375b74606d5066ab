import type { Access, Operation, Scope } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { ApiGatewayStore } from "./store.ts";

export type Shapes = ServiceShapes["apigateway"];
export type ApiGatewayOperation<Name extends keyof Shapes> = Operation<ApiGatewayStore, Shapes[Name]>;

/**
 * Rights here are named by HTTP verb and path. A path names members of the input between braces.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export const on =
  (verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string) =>
  (input: object, { region }: Scope): Access => ({
    action: `apigateway:${verb}`,
    resource: `arn:aws:apigateway:${region}::${path.replace(/\{(\w+)\}/g, (_, name: string) =>
      String((input as Readonly<Record<string, unknown>>)[name] ?? ""),
    )}`,
  });
