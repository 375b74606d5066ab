import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { KinesisStore } from "./store.ts";

export type Shapes = ServiceShapes["kinesis"];
export type KinesisOperation<Name extends keyof Shapes> = Operation<KinesisStore, Shapes[Name]>;
