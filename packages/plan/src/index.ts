export type { Cost, CostLine } from "./cost/cost.ts";
export { type FileLoad, fileCost, type Way, wayOf } from "./cost/file-cost.ts";
export { type MonthlyLoad, monthlyCost } from "./cost/monthly-cost.ts";
export { pricesOf } from "./cost/prices.ts";
export {
  type Data,
  type Expressed,
  type Expression,
  isExpressed,
  type ParameterName,
  type Reference,
} from "./expression.ts";
export { environmentNames, fileIndex, type HandlerName, handlerNames, statusIndex } from "./names.ts";
export type {
  AlarmPart,
  BucketPart,
  DashboardPart,
  DatabasePart,
  FunctionPart,
  Metric,
  NetworkPart,
  Part,
  PartKind,
  Permission,
  Plan,
  QueuePart,
  RulePart,
  SecretPart,
  Statement,
  TablePart,
  TopicPart,
  UploadApiPart,
  WorkflowPart,
} from "./plan.ts";
export { PlanError, type PlanErrorCode } from "./plan-error.ts";
export { type PlanOptions, planPipeline } from "./plan-pipeline.ts";
