import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { SchedulerStore } from "./store.ts";

export type Shapes = ServiceShapes["scheduler"];
export type SchedulerOperation<Name extends keyof Shapes> = Operation<SchedulerStore, Shapes[Name]>;
