import type { Service } from "../../kernel/service.ts";
import * as groups from "./groups.ts";
import * as sampling from "./sampling.ts";
import * as settings from "./settings.ts";
import { XRayStore } from "./store.ts";
import * as traces from "./traces.ts";

/** AWS X-Ray: segments of traces, put together again. */
export const xray: Service<XRayStore> = {
  name: "xray",
  denial: { code: "AccessDeniedException", status: 403 },
  open: ({ database, clock }) => new XRayStore(database, clock),
  operations: {
    BatchGetTraces: traces.batchGetTraces,
    CreateGroup: groups.createGroup,
    CreateSamplingRule: sampling.createSamplingRule,
    DeleteGroup: groups.deleteGroup,
    DeleteResourcePolicy: settings.deleteResourcePolicy,
    DeleteSamplingRule: sampling.deleteSamplingRule,
    GetEncryptionConfig: settings.getEncryptionConfig,
    GetGroup: groups.getGroup,
    GetGroups: groups.getGroups,
    GetInsightSummaries: traces.getInsightSummaries,
    GetSamplingRules: sampling.getSamplingRules,
    GetSamplingStatisticSummaries: sampling.getSamplingStatisticSummaries,
    GetSamplingTargets: sampling.getSamplingTargets,
    GetServiceGraph: traces.getServiceGraph,
    GetTraceGraph: traces.getTraceGraph,
    GetTraceSegmentDestination: settings.getTraceSegmentDestination,
    GetTraceSummaries: traces.getTraceSummaries,
    ListResourcePolicies: settings.listResourcePolicies,
    ListTagsForResource: settings.listTagsForResource,
    PutEncryptionConfig: settings.putEncryptionConfig,
    PutResourcePolicy: settings.putResourcePolicy,
    PutTelemetryRecords: traces.putTelemetryRecords,
    PutTraceSegments: traces.putTraceSegments,
    TagResource: settings.tagResource,
    UntagResource: settings.untagResource,
    UpdateGroup: groups.updateGroup,
    UpdateSamplingRule: sampling.updateSamplingRule,
    UpdateTraceSegmentDestination: settings.updateTraceSegmentDestination,
  },
};
