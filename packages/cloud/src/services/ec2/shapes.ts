import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { Ec2Store } from "./store.ts";

export type Shapes = ServiceShapes["ec2"];
export type Ec2Operation<Name extends keyof Shapes> = Operation<Ec2Store, Shapes[Name]>;
