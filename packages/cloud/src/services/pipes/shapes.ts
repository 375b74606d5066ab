import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { PipesStore } from "./store.ts";

export type Shapes = ServiceShapes["pipes"];
export type PipesOperation<Name extends keyof Shapes> = Operation<PipesStore, Shapes[Name]>;
