import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { KmsStore } from "./store.ts";

export type Shapes = ServiceShapes["kms"];
export type KmsOperation<Name extends keyof Shapes> = Operation<KmsStore, Shapes[Name]>;
