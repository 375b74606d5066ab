import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { SqsStore } from "./store.ts";

export type Shapes = ServiceShapes["sqs"];
export type SqsOperation<Name extends keyof Shapes> = Operation<SqsStore, Shapes[Name]>;
