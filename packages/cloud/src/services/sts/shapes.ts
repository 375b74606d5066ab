import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";

export type Shapes = ServiceShapes["sts"];

/** STS keeps no state: credentials stand in the kernel, roles in IAM. */
export type StsOperation<Name extends keyof Shapes> = Operation<undefined, Shapes[Name]>;
