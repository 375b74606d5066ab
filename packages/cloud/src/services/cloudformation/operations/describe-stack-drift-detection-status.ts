import { onEverything } from "../access.ts";
import { validation } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html */
export const describeStackDriftDetectionStatus: StackOperation<"DescribeStackDriftDetectionStatus"> = {
  access: onEverything("DescribeStackDriftDetectionStatus"),

  run({ store }, { StackDriftDetectionId: id = "" }) {
    const detection = store.detection(id);
    if (detection === undefined) throw validation(`Stack drift detection with id ${id} does not exist`);
    return {
      StackId: detection.stackId,
      StackDriftDetectionId: id,
      StackDriftStatus: detection.drifted > 0 ? ("DRIFTED" as const) : ("IN_SYNC" as const),
      DetectionStatus: "DETECTION_COMPLETE" as const,
      DriftedStackResourceCount: detection.drifted,
      Timestamp: new Date(detection.at),
    };
  },
};
