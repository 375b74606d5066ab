import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { SsmStore } from "./store.ts";

export type Shapes = ServiceShapes["ssm"];
export type SsmOperation<Name extends keyof Shapes> = Operation<SsmStore, Shapes[Name]>;
