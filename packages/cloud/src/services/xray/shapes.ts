import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { XRayStore } from "./store.ts";

export type Shapes = ServiceShapes["xray"];
export type XRayOperation<Name extends keyof Shapes> = Operation<XRayStore, Shapes[Name]>;
