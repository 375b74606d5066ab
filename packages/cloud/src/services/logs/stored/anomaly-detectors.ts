import type { Scope } from "../../../kernel/operation.ts";
import { notFound } from "../errors.ts";
import type { LogsOperation } from "../shapes.ts";
import type { LogDetector } from "./settings.ts";

const arnOf = ({ account, region }: Scope, id: string): string =>
  `arn:aws:logs:${region}:${account}:anomaly-detector:${id}`;

const on = (action: string) => (input: { readonly anomalyDetectorArn?: string | undefined }, scope: Scope) => ({
  action: `logs:${action}`,
  resource: input.anomalyDetectorArn ?? arnOf(scope, "*"),
});

const detectorMissing = () => notFound("The specified anomaly detector does not exist.");

const outputOf = ({ input, isEnabled, createdAt, updatedAt }: LogDetector) => ({
  ...(input.detectorName === undefined ? {} : { detectorName: input.detectorName }),
  logGroupArnList: input.logGroupArnList,
  evaluationFrequency: input.evaluationFrequency ?? ("FIVE_MIN" as const),
  ...(input.filterPattern === undefined ? {} : { filterPattern: input.filterPattern }),
  ...(input.kmsKeyId === undefined ? {} : { kmsKeyId: input.kmsKeyId }),
  anomalyVisibilityTime: input.anomalyVisibilityTime ?? 21,
  anomalyDetectorStatus: isEnabled ? ("INITIALIZING" as const) : ("PAUSED" as const),
  creationTimeStamp: createdAt,
  lastModifiedTimeStamp: updatedAt,
});

/** Kept and answered; no anomaly is ever found. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogAnomalyDetector.html */
export const createLogAnomalyDetector: LogsOperation<"CreateLogAnomalyDetector"> = {
  access: (input) => input.logGroupArnList.map((resource) => ({ action: "logs:CreateLogAnomalyDetector", resource })),

  run({ store, ids, clock, account, region }, input) {
    const arn = arnOf({ account, region }, ids.uuid());
    const now = clock.now();
    store.settings.detectors.put(arn, { arn, input, isEnabled: true, createdAt: now, updatedAt: now });
    if (input.tags !== undefined) store.settings.putTags(arn, input.tags);
    return { anomalyDetectorArn: arn };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogAnomalyDetector.html */
export const getLogAnomalyDetector: LogsOperation<"GetLogAnomalyDetector"> = {
  access: on("GetLogAnomalyDetector"),

  run({ store }, { anomalyDetectorArn }) {
    const detector = store.settings.detectors.get(anomalyDetectorArn);
    if (detector === undefined) throw detectorMissing();
    return outputOf(detector);
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UpdateLogAnomalyDetector.html */
export const updateLogAnomalyDetector: LogsOperation<"UpdateLogAnomalyDetector"> = {
  access: on("UpdateLogAnomalyDetector"),

  run({ store, clock }, { anomalyDetectorArn, enabled, evaluationFrequency, filterPattern, anomalyVisibilityTime }) {
    const detector = store.settings.detectors.get(anomalyDetectorArn);
    if (detector === undefined) throw detectorMissing();
    const input = {
      ...detector.input,
      ...(evaluationFrequency === undefined ? {} : { evaluationFrequency }),
      ...(filterPattern === undefined ? {} : { filterPattern }),
      ...(anomalyVisibilityTime === undefined ? {} : { anomalyVisibilityTime }),
    };

    store.settings.detectors.put(anomalyDetectorArn, {
      ...detector,
      input,
      isEnabled: enabled,
      updatedAt: clock.now(),
    });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogAnomalyDetectors.html */
export const listLogAnomalyDetectors: LogsOperation<"ListLogAnomalyDetectors"> = {
  access: (_, scope) => on("ListLogAnomalyDetectors")({}, scope),

  run({ store }, { filterLogGroupArn }) {
    const wanted = [...store.settings.detectors.list()].filter(
      ({ input }) => filterLogGroupArn === undefined || input.logGroupArnList.includes(filterLogGroupArn),
    );
    return {
      anomalyDetectors: wanted.map((detector) => ({ anomalyDetectorArn: detector.arn, ...outputOf(detector) })),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListAnomalies.html */
export const listAnomalies: LogsOperation<"ListAnomalies"> = {
  access: on("ListAnomalies"),
  run: () => ({ anomalies: [] }),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogAnomalyDetector.html */
export const deleteLogAnomalyDetector: LogsOperation<"DeleteLogAnomalyDetector"> = {
  access: on("DeleteLogAnomalyDetector"),

  run({ store }, { anomalyDetectorArn }) {
    if (!store.settings.detectors.delete(anomalyDetectorArn)) throw detectorMissing();
  },
};
