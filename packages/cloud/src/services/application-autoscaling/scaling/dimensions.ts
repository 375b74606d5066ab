import type { TargetKey } from "../model.ts";
import type { Dimension } from "./dimension.ts";
import { readCapacity, writeCapacity } from "./dynamodb.ts";
import { provisionedConcurrency } from "./lambda.ts";

const dimensions: Readonly<Record<string, Dimension>> = {
  "dynamodb:table:ReadCapacityUnits": readCapacity,
  "dynamodb:table:WriteCapacityUnits": writeCapacity,
  "dynamodb:index:ReadCapacityUnits": readCapacity,
  "dynamodb:index:WriteCapacityUnits": writeCapacity,
  "lambda:function:ProvisionedConcurrency": provisionedConcurrency,
};

/** Undefined for what nothing here has: such targets are kept and answered. */
export const dimensionOf = ({ ScalableDimension }: TargetKey): Dimension | undefined => dimensions[ScalableDimension];
