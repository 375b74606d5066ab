import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { StepFunctions } from "./step-functions.ts";

export type Shapes = ServiceShapes["states"];
export type StatesOperation<Name extends keyof Shapes> = Operation<StepFunctions, Shapes[Name]>;
