import { parseArn } from "@millrace/core";
import type { Service } from "../../kernel/service.ts";
import { expire } from "./archives/expire.ts";
import { runReplay } from "./archives/run-replay.ts";
import { authorize } from "./connections/authorize.ts";
import { activateEventSource } from "./operations/activate-event-source.ts";
import { cancelReplay } from "./operations/cancel-replay.ts";
import { createApiDestination } from "./operations/create-api-destination.ts";
import { createArchive } from "./operations/create-archive.ts";
import { createConnection } from "./operations/create-connection.ts";
import { createEndpoint } from "./operations/create-endpoint.ts";
import { createEventBus } from "./operations/create-event-bus.ts";
import { createPartnerEventSource } from "./operations/create-partner-event-source.ts";
import { deactivateEventSource } from "./operations/deactivate-event-source.ts";
import { deauthorizeConnection } from "./operations/deauthorize-connection.ts";
import { deleteApiDestination } from "./operations/delete-api-destination.ts";
import { deleteArchive } from "./operations/delete-archive.ts";
import { deleteConnection } from "./operations/delete-connection.ts";
import { deleteEndpoint } from "./operations/delete-endpoint.ts";
import { deleteEventBus } from "./operations/delete-event-bus.ts";
import { deletePartnerEventSource } from "./operations/delete-partner-event-source.ts";
import { deleteRule } from "./operations/delete-rule.ts";
import { describeApiDestination } from "./operations/describe-api-destination.ts";
import { describeArchive } from "./operations/describe-archive.ts";
import { describeConnection } from "./operations/describe-connection.ts";
import { describeEndpoint } from "./operations/describe-endpoint.ts";
import { describeEventBus } from "./operations/describe-event-bus.ts";
import { describeEventSource } from "./operations/describe-event-source.ts";
import { describePartnerEventSource } from "./operations/describe-partner-event-source.ts";
import { describeReplay } from "./operations/describe-replay.ts";
import { describeRule } from "./operations/describe-rule.ts";
import { disableRule } from "./operations/disable-rule.ts";
import { enableRule } from "./operations/enable-rule.ts";
import { listApiDestinations } from "./operations/list-api-destinations.ts";
import { listArchives } from "./operations/list-archives.ts";
import { listConnections } from "./operations/list-connections.ts";
import { listEndpoints } from "./operations/list-endpoints.ts";
import { listEventBuses } from "./operations/list-event-buses.ts";
import { listEventSources } from "./operations/list-event-sources.ts";
import { listPartnerEventSourceAccounts } from "./operations/list-partner-event-source-accounts.ts";
import { listPartnerEventSources } from "./operations/list-partner-event-sources.ts";
import { listReplays } from "./operations/list-replays.ts";
import { listRuleNamesByTarget } from "./operations/list-rule-names-by-target.ts";
import { listRules } from "./operations/list-rules.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { listTargetsByRule } from "./operations/list-targets-by-rule.ts";
import { putEvents } from "./operations/put-events.ts";
import { putPartnerEvents } from "./operations/put-partner-events.ts";
import { putPermission } from "./operations/put-permission.ts";
import { putRule } from "./operations/put-rule.ts";
import { putTargets } from "./operations/put-targets.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { removeTargets } from "./operations/remove-targets.ts";
import { startReplay } from "./operations/start-replay.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { testEventPattern } from "./operations/test-event-pattern.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { updateApiDestination } from "./operations/update-api-destination.ts";
import { updateArchive } from "./operations/update-archive.ts";
import { updateConnection } from "./operations/update-connection.ts";
import { updateEndpoint } from "./operations/update-endpoint.ts";
import { updateEventBus } from "./operations/update-event-bus.ts";
import { runSchedule } from "./rules/run-schedule.ts";
import { EventsStore } from "./store.ts";
import { deliver } from "./targets/deliver.ts";
import { authorizeJob, deliverJob, expireJob, replayJob, scheduleJob } from "./targets/jobs.ts";

/** Amazon EventBridge: buses, rules, and what they set off. */
export const events: Service<EventsStore> = {
  name: "events",
  denial: { code: "AccessDeniedException", status: 400 },
  open: (kernel, scope) => new EventsStore(kernel, scope),
  // Entries of PutEvents may go to several places; each of them is sent on by the operation.
  homeOf: (operation, { EventBusName }: { readonly EventBusName?: string }) => {
    const arn = operation === "PutEvents" || EventBusName === undefined ? undefined : parseArn(EventBusName);
    return arn === undefined ? undefined : { account: arn.account, region: arn.region };
  },
  resourcePolicy: (store, arn) => {
    const { resource = "" } = parseArn(arn) ?? {};
    return resource.startsWith("event-bus/") ? store.findBus(resource.slice("event-bus/".length))?.policy : undefined;
  },
  jobs: {
    [deliverJob]: deliver,
    [scheduleJob]: runSchedule,
    [replayJob]: runReplay,
    [expireJob]: expire,
    [authorizeJob]: authorize,
  },
  operations: {
    ActivateEventSource: activateEventSource,
    CancelReplay: cancelReplay,
    CreateApiDestination: createApiDestination,
    CreateArchive: createArchive,
    CreateConnection: createConnection,
    CreateEndpoint: createEndpoint,
    CreateEventBus: createEventBus,
    CreatePartnerEventSource: createPartnerEventSource,
    DeactivateEventSource: deactivateEventSource,
    DeauthorizeConnection: deauthorizeConnection,
    DeleteApiDestination: deleteApiDestination,
    DeleteArchive: deleteArchive,
    DeleteConnection: deleteConnection,
    DeleteEndpoint: deleteEndpoint,
    DeleteEventBus: deleteEventBus,
    DeletePartnerEventSource: deletePartnerEventSource,
    DeleteRule: deleteRule,
    DescribeApiDestination: describeApiDestination,
    DescribeArchive: describeArchive,
    DescribeConnection: describeConnection,
    DescribeEndpoint: describeEndpoint,
    DescribeEventBus: describeEventBus,
    DescribeEventSource: describeEventSource,
    DescribePartnerEventSource: describePartnerEventSource,
    DescribeReplay: describeReplay,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
    ListApiDestinations: listApiDestinations,
    ListArchives: listArchives,
    ListConnections: listConnections,
    ListEndpoints: listEndpoints,
    ListEventBuses: listEventBuses,
    ListEventSources: listEventSources,
    ListPartnerEventSourceAccounts: listPartnerEventSourceAccounts,
    ListPartnerEventSources: listPartnerEventSources,
    ListReplays: listReplays,
    ListRuleNamesByTarget: listRuleNamesByTarget,
    ListRules: listRules,
    ListTagsForResource: listTagsForResource,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutPartnerEvents: putPartnerEvents,
    PutPermission: putPermission,
    PutRule: putRule,
    PutTargets: putTargets,
    RemovePermission: removePermission,
    RemoveTargets: removeTargets,
    StartReplay: startReplay,
    TagResource: tagResource,
    TestEventPattern: testEventPattern,
    UntagResource: untagResource,
    UpdateApiDestination: updateApiDestination,
    UpdateArchive: updateArchive,
    UpdateConnection: updateConnection,
    UpdateEndpoint: updateEndpoint,
    UpdateEventBus: updateEventBus,
  },
};
