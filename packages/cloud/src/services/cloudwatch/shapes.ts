import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { CloudWatchStore } from "./store.ts";

export type Shapes = ServiceShapes["cloudwatch"];
export type CloudWatchOperation<Name extends keyof Shapes> = Operation<CloudWatchStore, Shapes[Name]>;
