import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { Route53Store } from "./store.ts";

export type Shapes = ServiceShapes["route53"];
export type Route53Operation<Name extends keyof Shapes> = Operation<Route53Store, Shapes[Name]>;
