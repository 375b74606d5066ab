import { AwsError } from "@millrace/wire";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { MachineRoles } from "../integrations/machine-roles.ts";
import { optimizedFailure } from "../integrations/service-errors.ts";
import type { Execution } from "../model.ts";

/**
 * Whether the machine's role may start the executions that a distributed Map runs its items in. Throws StateFailure.
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export async function checkStart(kernel: ServiceKernel, roles: MachineRoles, execution: Execution): Promise<void> {
  const { roleArn, machineArn } = execution;
  try {
    const principal = await roles.principal(roleArn, machineArn, undefined);
    kernel.authorize(principal, { action: "states:StartExecution", resource: machineArn });
  } catch (error) {
    if (error instanceof AwsError) throw optimizedFailure("states", error, kernel.ids.uuid());
    throw error;
  }
}
