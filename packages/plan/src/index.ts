export { environmentNames, fileIndex, type HandlerName, handlerNames, statusIndex } from "./names.ts";
export type {
  BucketResource,
  Connection,
  FunctionResource,
  IndexResource,
  LogGroupResource,
  Plan,
  Resource,
  ResourceKind,
  RoleResource,
  Statement,
  TableResource,
} from "./plan.ts";
export { PlanError, type PlanErrorCode } from "./plan-error.ts";
export { type PlanOptions, planPipeline } from "./plan-pipeline.ts";
