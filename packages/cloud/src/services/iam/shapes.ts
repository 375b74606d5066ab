import type { Operation, Scope } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { IamStore } from "./store.ts";

export type Shapes = ServiceShapes["iam"];
export type IamOperation<Name extends keyof Shapes> = Operation<IamStore, Shapes[Name]>;

export const roleArn = (scope: Scope, name: string, path = "/"): string =>
  `arn:aws:iam::${scope.account}:role${path}${name}`;
export const policyArn = (scope: Scope, name: string, path = "/"): string =>
  `arn:aws:iam::${scope.account}:policy${path}${name}`;
