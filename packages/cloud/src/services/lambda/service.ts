import type { Scope } from "../../kernel/operation.ts";
import type { Service, ServiceKernel } from "../../kernel/service.ts";
import { findPlace } from "./find-place.ts";
import { functionHome } from "./function-name.ts";
import { eventJob, runEvent } from "./invocations/event-job.ts";
import { findLayerCode } from "./layers/find-layer-code.ts";
import { MappingWorkers } from "./mappings/mapping-workers.ts";
import { addLayerVersionPermission } from "./operations/add-layer-version-permission.ts";
import { addPermission } from "./operations/add-permission.ts";
import { createAlias } from "./operations/create-alias.ts";
import { createCodeSigningConfig } from "./operations/create-code-signing-config.ts";
import { createEventSourceMapping } from "./operations/create-event-source-mapping.ts";
import { createFunction } from "./operations/create-function.ts";
import { createFunctionUrlConfig } from "./operations/create-function-url-config.ts";
import { deleteAlias } from "./operations/delete-alias.ts";
import { deleteCodeSigningConfig } from "./operations/delete-code-signing-config.ts";
import { deleteEventSourceMapping } from "./operations/delete-event-source-mapping.ts";
import { deleteFunction } from "./operations/delete-function.ts";
import { deleteFunctionCodeSigningConfig } from "./operations/delete-function-code-signing-config.ts";
import { deleteFunctionConcurrency } from "./operations/delete-function-concurrency.ts";
import { deleteFunctionEventInvokeConfig } from "./operations/delete-function-event-invoke-config.ts";
import { deleteFunctionUrlConfig } from "./operations/delete-function-url-config.ts";
import { deleteLayerVersion } from "./operations/delete-layer-version.ts";
import { deleteProvisionedConcurrencyConfig } from "./operations/delete-provisioned-concurrency-config.ts";
import { getAccountSettings } from "./operations/get-account-settings.ts";
import { getAlias } from "./operations/get-alias.ts";
import { getCodeSigningConfig } from "./operations/get-code-signing-config.ts";
import { getEventSourceMapping } from "./operations/get-event-source-mapping.ts";
import { getFunction } from "./operations/get-function.ts";
import { getFunctionCodeSigningConfig } from "./operations/get-function-code-signing-config.ts";
import { getFunctionConcurrency } from "./operations/get-function-concurrency.ts";
import { getFunctionConfiguration } from "./operations/get-function-configuration.ts";
import { getFunctionEventInvokeConfig } from "./operations/get-function-event-invoke-config.ts";
import { getFunctionRecursionConfig } from "./operations/get-function-recursion-config.ts";
import { getFunctionUrlConfig } from "./operations/get-function-url-config.ts";
import { getLayerVersion } from "./operations/get-layer-version.ts";
import { getLayerVersionByArn } from "./operations/get-layer-version-by-arn.ts";
import { getLayerVersionPolicy } from "./operations/get-layer-version-policy.ts";
import { getPolicy } from "./operations/get-policy.ts";
import { getProvisionedConcurrencyConfig } from "./operations/get-provisioned-concurrency-config.ts";
import { getRuntimeManagementConfig } from "./operations/get-runtime-management-config.ts";
import { invoke } from "./operations/invoke.ts";
import { invokeAsync } from "./operations/invoke-async.ts";
import { invokeFunctionUrl } from "./operations/invoke-function-url.ts";
import { invokeWithResponseStream } from "./operations/invoke-with-response-stream.ts";
import { listAliases } from "./operations/list-aliases.ts";
import { listCodeSigningConfigs } from "./operations/list-code-signing-configs.ts";
import { listEventSourceMappings } from "./operations/list-event-source-mappings.ts";
import { listFunctionEventInvokeConfigs } from "./operations/list-function-event-invoke-configs.ts";
import { listFunctionUrlConfigs } from "./operations/list-function-url-configs.ts";
import { listFunctions } from "./operations/list-functions.ts";
import { listFunctionsByCodeSigningConfig } from "./operations/list-functions-by-code-signing-config.ts";
import { listLayerVersions } from "./operations/list-layer-versions.ts";
import { listLayers } from "./operations/list-layers.ts";
import { listProvisionedConcurrencyConfigs } from "./operations/list-provisioned-concurrency-configs.ts";
import { listTags } from "./operations/list-tags.ts";
import { listVersionsByFunction } from "./operations/list-versions-by-function.ts";
import { publishLayerVersion } from "./operations/publish-layer-version.ts";
import { publishVersion } from "./operations/publish-version.ts";
import { putFunctionCodeSigningConfig } from "./operations/put-function-code-signing-config.ts";
import { putFunctionConcurrency } from "./operations/put-function-concurrency.ts";
import { putFunctionEventInvokeConfig } from "./operations/put-function-event-invoke-config.ts";
import { putFunctionRecursionConfig } from "./operations/put-function-recursion-config.ts";
import { putProvisionedConcurrencyConfig } from "./operations/put-provisioned-concurrency-config.ts";
import { putRuntimeManagementConfig } from "./operations/put-runtime-management-config.ts";
import { removeLayerVersionPermission } from "./operations/remove-layer-version-permission.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { updateAlias } from "./operations/update-alias.ts";
import { updateCodeSigningConfig } from "./operations/update-code-signing-config.ts";
import { updateEventSourceMapping } from "./operations/update-event-source-mapping.ts";
import { updateFunctionCode } from "./operations/update-function-code.ts";
import { updateFunctionConfiguration } from "./operations/update-function-configuration.ts";
import { updateFunctionEventInvokeConfig } from "./operations/update-function-event-invoke-config.ts";
import { updateFunctionUrlConfig } from "./operations/update-function-url-config.ts";
import { resourcePolicy } from "./resource-policy.ts";
import { Fleet } from "./runtime/fleet.ts";
import { Launcher } from "./runtime/launcher.ts";
import { LambdaStore } from "./store.ts";
import { serveUrl } from "./urls/serve-url.ts";

/** AWS Lambda: functions that run as processes of this machine over the real Runtime API. */
export const lambda: Service<LambdaStore> = {
  name: "lambda",
  denial: { code: "AccessDeniedException", status: 403 },
  open: openStore,
  homeOf: (_operation, { FunctionName }: { readonly FunctionName?: string }) =>
    FunctionName === undefined ? undefined : functionHome(FunctionName),
  place: findPlace,
  resourcePolicy,
  jobs: { [eventJob]: runEvent },
  sites: { "lambda-url": serveUrl },
  start: (store) => store.workers.start(),
  async stop(store) {
    store.workers.stop();
    await store.fleet.stop();
  },
  operations: {
    AddLayerVersionPermission: addLayerVersionPermission,
    AddPermission: addPermission,
    CreateAlias: createAlias,
    CreateCodeSigningConfig: createCodeSigningConfig,
    CreateEventSourceMapping: createEventSourceMapping,
    CreateFunction: createFunction,
    CreateFunctionUrlConfig: createFunctionUrlConfig,
    DeleteAlias: deleteAlias,
    DeleteCodeSigningConfig: deleteCodeSigningConfig,
    DeleteEventSourceMapping: deleteEventSourceMapping,
    DeleteFunction: deleteFunction,
    DeleteFunctionCodeSigningConfig: deleteFunctionCodeSigningConfig,
    DeleteFunctionConcurrency: deleteFunctionConcurrency,
    DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
    DeleteFunctionUrlConfig: deleteFunctionUrlConfig,
    DeleteLayerVersion: deleteLayerVersion,
    DeleteProvisionedConcurrencyConfig: deleteProvisionedConcurrencyConfig,
    GetAccountSettings: getAccountSettings,
    GetAlias: getAlias,
    GetCodeSigningConfig: getCodeSigningConfig,
    GetEventSourceMapping: getEventSourceMapping,
    GetFunction: getFunction,
    GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig,
    GetFunctionConcurrency: getFunctionConcurrency,
    GetFunctionConfiguration: getFunctionConfiguration,
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
    GetFunctionRecursionConfig: getFunctionRecursionConfig,
    GetFunctionUrlConfig: getFunctionUrlConfig,
    GetLayerVersion: getLayerVersion,
    GetLayerVersionByArn: getLayerVersionByArn,
    GetLayerVersionPolicy: getLayerVersionPolicy,
    GetPolicy: getPolicy,
    GetProvisionedConcurrencyConfig: getProvisionedConcurrencyConfig,
    GetRuntimeManagementConfig: getRuntimeManagementConfig,
    Invoke: invoke,
    InvokeAsync: invokeAsync,
    InvokeFunctionUrl: invokeFunctionUrl,
    InvokeWithResponseStream: invokeWithResponseStream,
    ListAliases: listAliases,
    ListCodeSigningConfigs: listCodeSigningConfigs,
    ListEventSourceMappings: listEventSourceMappings,
    ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs,
    ListFunctionUrlConfigs: listFunctionUrlConfigs,
    ListFunctions: listFunctions,
    ListFunctionsByCodeSigningConfig: listFunctionsByCodeSigningConfig,
    ListLayerVersions: listLayerVersions,
    ListLayers: listLayers,
    ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs,
    ListTags: listTags,
    ListVersionsByFunction: listVersionsByFunction,
    PublishLayerVersion: publishLayerVersion,
    PublishVersion: publishVersion,
    PutFunctionCodeSigningConfig: putFunctionCodeSigningConfig,
    PutFunctionConcurrency: putFunctionConcurrency,
    PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
    PutFunctionRecursionConfig: putFunctionRecursionConfig,
    PutProvisionedConcurrencyConfig: putProvisionedConcurrencyConfig,
    PutRuntimeManagementConfig: putRuntimeManagementConfig,
    RemoveLayerVersionPermission: removeLayerVersionPermission,
    RemovePermission: removePermission,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateAlias: updateAlias,
    UpdateCodeSigningConfig: updateCodeSigningConfig,
    UpdateEventSourceMapping: updateEventSourceMapping,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig,
    UpdateFunctionUrlConfig: updateFunctionUrlConfig,
  },
};

function openStore(kernel: ServiceKernel, scope: Scope): LambdaStore {
  const launcher = new Launcher({ kernel, scope, layersOf: (fn) => findLayerCode({ kernel, store, scope }, fn) });
  const fleet = new Fleet({ launcher, wall: kernel.wall, log: kernel.log, now: () => kernel.clock.now() });
  const workers = new MappingWorkers(kernel, scope, () => store);
  const store: LambdaStore = new LambdaStore({
    database: kernel.database,
    blobs: kernel.blobs,
    fleet,
    scope,
    workers,
  });
  return store;
}
