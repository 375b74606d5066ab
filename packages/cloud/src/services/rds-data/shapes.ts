import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { RdsDataStore } from "./store.ts";

type Shapes = ServiceShapes["rds-data"];
export type RdsDataOperation<Name extends keyof Shapes> = Operation<RdsDataStore, Shapes[Name]>;
