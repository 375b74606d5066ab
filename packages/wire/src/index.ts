export { AwsError } from "./aws-error.ts";
export type { Shape, ShapesOf } from "./shapes.ts";
