import type { Call } from "../../../kernel/operation.ts";
import type { Stack, StackResource } from "../model.ts";
import type { StackStore } from "../store.ts";
import { asTexts } from "../templates/text.ts";
import { differencesOf } from "./compare.ts";
import type { ResourceDrift } from "./model.ts";

export const driftOutput = (
  { clock }: Pick<Call<StackStore>, "clock">,
  stack: Stack,
  resource: StackResource,
  drift: ResourceDrift,
) => ({
  StackId: stack.id,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.state?.physicalId,
  ResourceType: resource.type,
  ExpectedProperties: JSON.stringify(asTexts(drift.expected)),
  ...(drift.actual === undefined ? {} : { ActualProperties: JSON.stringify(asTexts(drift.actual)) }),
  PropertyDifferences: drift.status === "MODIFIED" ? differencesOf(drift) : [],
  StackResourceDriftStatus: drift.status,
  Timestamp: new Date(clock.now()),
});
