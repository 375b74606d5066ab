import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { StackStore } from "./store.ts";

export type Shapes = ServiceShapes["cloudformation"];
export type StackOperation<Name extends keyof Shapes> = Operation<StackStore, Shapes[Name]>;
