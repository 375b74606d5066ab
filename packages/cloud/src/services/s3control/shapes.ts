import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { AccountBlock } from "./account-block.ts";

type Shapes = ServiceShapes["s3control"];

/** S3 Control keeps no state of its own: what it speaks of stands in S3. */
export type S3ControlOperation<Name extends keyof Shapes> = Operation<AccountBlock, Shapes[Name]>;
