import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { SnsStore } from "./store.ts";

export type Shapes = ServiceShapes["sns"];
export type SnsOperation<Name extends keyof Shapes> = Operation<SnsStore, Shapes[Name]>;
