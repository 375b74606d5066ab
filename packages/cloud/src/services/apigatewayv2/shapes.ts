import type { Access, Operation, Scope } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { HttpApiStore } from "./store.ts";

export type Shapes = ServiceShapes["apigatewayv2"];
export type HttpApiOperation<Name extends keyof Shapes> = Operation<HttpApiStore, Shapes[Name]>;

/** Rights here are named by HTTP verb and path. A path names members of the input between braces. */
export const on =
  (verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string) =>
  (input: object, { region }: Scope): Access => ({
    action: `apigateway:${verb}`,
    resource: `arn:aws:apigateway:${region}::${path.replace(/\{(\w+)\}/g, (_, name: string) =>
      String((input as Readonly<Record<string, unknown>>)[name] ?? ""),
    )}`,
  });
