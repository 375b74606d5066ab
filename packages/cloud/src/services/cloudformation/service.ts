import type { Service } from "../../kernel/service.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import { notify, notifyJob } from "./engine/notify.ts";
import { operateStack, stackJob } from "./engine/operate-stack.ts";
import { batchDescribeTypeConfigurations } from "./operations/batch-describe-type-configurations.ts";
import { cancelUpdateStack } from "./operations/cancel-update-stack.ts";
import { continueUpdateRollback } from "./operations/continue-update-rollback.ts";
import { createChangeSet } from "./operations/create-change-set.ts";
import { createStack } from "./operations/create-stack.ts";
import { deleteChangeSet } from "./operations/delete-change-set.ts";
import { deleteStack } from "./operations/delete-stack.ts";
import { deregisterType } from "./operations/deregister-type.ts";
import { describeChangeSet } from "./operations/describe-change-set.ts";
import { describeEvents } from "./operations/describe-events.ts";
import { describeStackDriftDetectionStatus } from "./operations/describe-stack-drift-detection-status.ts";
import { describeStackEvents } from "./operations/describe-stack-events.ts";
import { describeStackResource } from "./operations/describe-stack-resource.ts";
import { describeStackResourceDrifts } from "./operations/describe-stack-resource-drifts.ts";
import { describeStackResources } from "./operations/describe-stack-resources.ts";
import { describeStacks } from "./operations/describe-stacks.ts";
import { describeType } from "./operations/describe-type.ts";
import { describeTypeRegistration } from "./operations/describe-type-registration.ts";
import { detectStackDrift } from "./operations/detect-stack-drift.ts";
import { detectStackResourceDrift } from "./operations/detect-stack-resource-drift.ts";
import { executeChangeSet } from "./operations/execute-change-set.ts";
import { getStackPolicy } from "./operations/get-stack-policy.ts";
import { getTemplate } from "./operations/get-template.ts";
import { getTemplateSummary } from "./operations/get-template-summary.ts";
import { listChangeSets } from "./operations/list-change-sets.ts";
import { listExports } from "./operations/list-exports.ts";
import { listImports } from "./operations/list-imports.ts";
import { listStackResources } from "./operations/list-stack-resources.ts";
import { listStacks } from "./operations/list-stacks.ts";
import { listTypeRegistrations } from "./operations/list-type-registrations.ts";
import { listTypeVersions } from "./operations/list-type-versions.ts";
import { listTypes } from "./operations/list-types.ts";
import { registerType } from "./operations/register-type.ts";
import { rollbackStack } from "./operations/rollback-stack.ts";
import { setStackPolicy } from "./operations/set-stack-policy.ts";
import { setTypeConfiguration } from "./operations/set-type-configuration.ts";
import { setTypeDefaultVersion } from "./operations/set-type-default-version.ts";
import { signalResource } from "./operations/signal-resource.ts";
import { updateStack } from "./operations/update-stack.ts";
import { updateTerminationProtection } from "./operations/update-termination-protection.ts";
import { validateTemplate } from "./operations/validate-template.ts";
import { register, registerJob } from "./registry/register.ts";
import { serveSignal } from "./signals/serve-signal.ts";
import { StackStore } from "./store.ts";

/** AWS CloudFormation: stacks of resources, made and changed through the services' own operations. */
export const cloudformation: Service<StackStore> = {
  name: "cloudformation",
  denial: { code: "AccessDenied", status: 403 },
  open: ({ database, ids, aws, credentials, clock }, scope) =>
    new StackStore({ database, scope, ids, sessions: new RoleSessions({ aws, credentials, clock }) }),
  jobs: { [stackJob]: operateStack, [notifyJob]: notify, [registerJob]: register },
  sites: { "stack-signal": serveSignal },
  stop: (store) => store.stop(),
  operations: {
    BatchDescribeTypeConfigurations: batchDescribeTypeConfigurations,
    CancelUpdateStack: cancelUpdateStack,
    ContinueUpdateRollback: continueUpdateRollback,
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DeregisterType: deregisterType,
    DescribeChangeSet: describeChangeSet,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    DescribeEvents: describeEvents,
    DescribeStackDriftDetectionStatus: describeStackDriftDetectionStatus,
    DescribeStackResourceDrifts: describeStackResourceDrifts,
    DescribeType: describeType,
    DescribeTypeRegistration: describeTypeRegistration,
    DetectStackDrift: detectStackDrift,
    DetectStackResourceDrift: detectStackResourceDrift,
    ExecuteChangeSet: executeChangeSet,
    GetStackPolicy: getStackPolicy,
    GetTemplateSummary: getTemplateSummary,
    GetTemplate: getTemplate,
    ListChangeSets: listChangeSets,
    ListExports: listExports,
    ListImports: listImports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    ListTypeRegistrations: listTypeRegistrations,
    ListTypeVersions: listTypeVersions,
    ListTypes: listTypes,
    RegisterType: registerType,
    RollbackStack: rollbackStack,
    SetStackPolicy: setStackPolicy,
    SetTypeConfiguration: setTypeConfiguration,
    SetTypeDefaultVersion: setTypeDefaultVersion,
    SignalResource: signalResource,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  },
};
