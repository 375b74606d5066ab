import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { RdsStore } from "./store.ts";

export type Shapes = ServiceShapes["rds"];
export type RdsOperation<Name extends keyof Shapes> = Operation<RdsStore, Shapes[Name]>;
