import type { ShapesOf } from "@millrace/wire";

export type Shapes = ShapesOf<typeof import("@aws-sdk/client-application-auto-scaling")>;
export type Input<Name extends keyof Shapes> = Shapes[Name]["input"];
