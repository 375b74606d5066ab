import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { EcrStore } from "./store.ts";

export type Shapes = ServiceShapes["ecr"];
export type EcrOperation<Name extends keyof Shapes> = Operation<EcrStore, Shapes[Name]>;
