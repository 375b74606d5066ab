import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { AcmStore } from "./store.ts";

export type Shapes = ServiceShapes["acm"];
export type AcmOperation<Name extends keyof Shapes> = Operation<AcmStore, Shapes[Name]>;
