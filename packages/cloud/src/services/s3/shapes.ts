import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { S3Store } from "./store.ts";

export type Shapes = ServiceShapes["s3"];
export type S3Operation<Name extends keyof Shapes> = Operation<S3Store, Shapes[Name]>;
