import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { LogsStore } from "./store.ts";

export type Shapes = ServiceShapes["logs"];
export type LogsOperation<Name extends keyof Shapes> = Operation<LogsStore, Shapes[Name]>;
