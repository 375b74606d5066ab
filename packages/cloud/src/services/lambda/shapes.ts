import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { LambdaStore } from "./store.ts";

export type Shapes = ServiceShapes["lambda"];
export type LambdaOperation<Name extends keyof Shapes> = Operation<LambdaStore, Shapes[Name]>;
