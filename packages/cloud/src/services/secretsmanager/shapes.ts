import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { SecretsStore } from "./store.ts";

export type Shapes = ServiceShapes["secretsmanager"];
export type SecretsOperation<Name extends keyof Shapes> = Operation<SecretsStore, Shapes[Name]>;
