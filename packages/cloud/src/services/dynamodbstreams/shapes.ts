import type { ShapesOf } from "@millrace/wire";

export type Shapes = ShapesOf<typeof import("@aws-sdk/client-dynamodb-streams")>;
