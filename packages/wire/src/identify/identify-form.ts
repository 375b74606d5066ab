import { AwsError } from "../aws-error.ts";
import type { Models } from "../open-models.ts";
import type { FormFields } from "../query/parse-form.ts";
import type { FormRoute, OperationRoute } from "./identified.ts";
import { operationRoute, speaksQuery } from "./identify.ts";
import { type ServiceDescription, services } from "./services.ts";

/** Finds the operation of a request of the query protocols, which names it and its API's version in the body. */
export function identifyForm(models: Models, route: FormRoute, form: FormFields): OperationRoute {
  const action = form.get("Action") ?? "";
  const service = route.service ?? serviceByVersion(models, form.get("Version"), action);
  if (service === undefined) throw invalidAction(action, form.get("Version"));
  const protocol = service.protocols.includes("ec2Query") ? "ec2Query" : "awsQuery";
  return operationRoute(models.model(service.name), service, protocol, action);
}

/** An unsigned request, such as AssumeRoleWithWebIdentity, says no more than its version. */
const serviceByVersion = (
  models: Models,
  version: string | undefined,
  action: string,
): ServiceDescription | undefined =>
  services.find(
    (service) =>
      speaksQuery(service) && service.version === version && models.model(service.name).operation(action) !== undefined,
  );

/** Observed on AWS: the query services answer an action that does not exist with its name and version. */
export const invalidAction = (action: string, version: string | undefined): AwsError =>
  new AwsError("InvalidAction", `Could not find operation ${action} for version ${version ?? "NO_VERSION_SPECIFIED"}`, {
    status: 400,
  });
