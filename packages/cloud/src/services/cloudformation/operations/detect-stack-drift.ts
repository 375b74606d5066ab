import { onStack } from "../access.ts";
import { compareResource } from "../drift/compare.ts";
import { wrongState } from "../errors.ts";
import { isBusy } from "../model.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html */
export const detectStackDrift: StackOperation<"DetectStackDrift"> = {
  access: onStack("DetectStackDrift"),

  async run(call, { StackName: name = "", LogicalResourceIds: ids }) {
    const { store, clock } = call;
    const stack = store.stack(name);
    if (isBusy(stack)) throw wrongState(stack.id, stack.status, "checked for drift");
    const resources = store.resources(stack.id).filter(({ logicalId }) => ids === undefined || ids.includes(logicalId));
    const drifts = await Promise.all(resources.map((resource) => compareResource(call, stack, resource)));
    const drifted = drifts.filter(({ status }) => status === "MODIFIED" || status === "DELETED").length;

    const detection = { id: call.ids.uuid(), stackId: stack.id, at: clock.now(), drifted };
    store.putDetection(detection);
    store.putStack({ ...store.again(stack), drift: { status: drifted > 0 ? "DRIFTED" : "IN_SYNC", at: clock.now() } });

    return { StackDriftDetectionId: detection.id };
  },
};
