import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../terraform.ts";

type Attributes = Readonly<Record<string, unknown>>;

interface Resource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly values: Attributes;
}

interface Module {
  readonly resources?: readonly Resource[];
  readonly child_modules?: readonly Module[];
}

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes;
  };
}

/** Attributes joined by a separator, for types that are imported by something else than their `id`. */
const ids: Readonly<Record<string, readonly [separator: string, ...names: string[]]>> = {
  aws_api_gateway_authorizer: ["/", "rest_api_id", "id"],
  aws_api_gateway_deployment: ["/", "rest_api_id", "id"],
  aws_api_gateway_gateway_response: ["/", "rest_api_id", "response_type"],
  aws_api_gateway_integration: ["/", "rest_api_id", "resource_id", "http_method"],
  aws_api_gateway_integration_response: ["/", "rest_api_id", "resource_id", "http_method", "status_code"],
  aws_api_gateway_method: ["/", "rest_api_id", "resource_id", "http_method"],
  aws_api_gateway_method_response: ["/", "rest_api_id", "resource_id", "http_method", "status_code"],
  aws_api_gateway_method_settings: ["/", "rest_api_id", "stage_name", "method_path"],
  aws_api_gateway_model: ["/", "rest_api_id", "name"],
  aws_api_gateway_request_validator: ["/", "rest_api_id", "id"],
  aws_api_gateway_resource: ["/", "rest_api_id", "id"],
  aws_api_gateway_stage: ["/", "rest_api_id", "stage_name"],
  aws_api_gateway_usage_plan_key: ["/", "usage_plan_id", "key_id"],
  aws_apigatewayv2_authorizer: ["/", "api_id", "id"],
  aws_apigatewayv2_deployment: ["/", "api_id", "id"],
  aws_apigatewayv2_integration: ["/", "api_id", "id"],
  aws_apigatewayv2_route: ["/", "api_id", "id"],
  aws_apigatewayv2_stage: ["/", "api_id", "name"],
  aws_appautoscaling_policy: ["/", "service_namespace", "resource_id", "scalable_dimension", "name"],
  aws_appautoscaling_target: ["/", "service_namespace", "resource_id", "scalable_dimension"],
  aws_cloudwatch_event_target: ["/", "event_bus_name", "rule", "target_id"],
  aws_cloudwatch_log_metric_filter: [":", "log_group_name", "name"],
  aws_cloudwatch_log_stream: [":", "log_group_name", "name"],
  aws_cloudwatch_log_subscription_filter: ["|", "log_group_name", "name"],
  aws_iam_group_policy_attachment: ["/", "group", "policy_arn"],
  aws_iam_role_policies_exclusive: ["", "role_name"],
  aws_iam_role_policy_attachment: ["/", "role", "policy_arn"],
  aws_iam_role_policy_attachments_exclusive: ["", "role_name"],
  aws_iam_user_policy_attachment: ["/", "user", "policy_arn"],
  aws_iam_user_group_membership: ["/", "user", "groups"],
  aws_kms_grant: [":", "key_id", "grant_id"],
  aws_lambda_function_recursion_config: ["", "function_name"],
  aws_lambda_provisioned_concurrency_config: [",", "function_name", "qualifier"],
  aws_lambda_runtime_management_config: [",", "function_name", "qualifier"],
  aws_lambda_alias: ["/", "function_name", "name"],
  aws_lambda_permission: ["/", "function_name", "statement_id"],
  aws_route: ["_", "route_table_id", "destination_cidr_block"],
  aws_route_table_association: ["/", "subnet_id", "route_table_id"],
  aws_s3_object: ["/", "bucket", "key"],
  aws_sfn_alias: ["", "arn"],
  aws_vpc_endpoint_route_table_association: ["/", "vpc_endpoint_id", "route_table_id"],
};

/** What the providers cannot import, or would make anew then. */
const cannotBeImported = new Set([
  "aws_appautoscaling_scheduled_action",
  "aws_cloudformation_type",
  "aws_dynamodb_table_item",
  "aws_iam_group_membership",
  "aws_iam_policy_attachment",
  "aws_lambda_invocation",
  "aws_lambda_layer_version",
  "aws_lambda_layer_version_permission",
  "random_password",
  "terraform_data",
]);

/** Settings of Terraform's own, secrets that AWS does not give back, and what the provider does not read when it imports. */
const notHeldByAws = new Set(
  `filename source_code_hash s3_key s3_bucket s3_object_version publish skip_destroy force_destroy force_delete source
   content content_base64 key_prefix acl recovery_window_in_days force_overwrite_replica_secret deletion_window_in_days
   bypass_policy_lockout_safety_check apply_immediately skip_final_snapshot final_snapshot_identifier master_password
   password overwrite triggers revoke_rules_on_delete force_detach_policies confirmation_timeout_in_minutes endpoint_auto_confirms
   force_update_version delete_automated_backups rotate_immediately skip_credentials replace_security_groups_on_destroy
   put_rest_api_mode auth_parameters parameters
   fail_on_warnings insecure_value body manage_master_user_password`.split(/\s+/),
);

/** A deployment that was made by `triggers` is made anew, as they cannot be imported. */
const isImportable = ({ type, values }: Resource): boolean =>
  !cannotBeImported.has(type) && !(type === "aws_api_gateway_deployment" && !isEmpty(values["triggers"]));

const resourcesOf = (module: Module): readonly Resource[] => [
  ...(module.resources ?? []).filter(({ mode }) => mode === "managed"),
  ...(module.child_modules ?? []).flatMap(resourcesOf),
];

/** Where the ID is not attributes joined. */
const otherIds: Readonly<Record<string, (values: Attributes, id: string) => string>> = {
  aws_cloudwatch_query_definition: ({ region, query_definition_id: id }) =>
    `arn:aws:logs:${region}:000000000000:query-definition:${id}`,
  aws_security_group_rule: (rule) =>
    [
      ...["security_group_id", "type", "protocol", "from_port", "to_port"].map((name) => rule[name]),
      rule["source_security_group_id"] ?? [rule["cidr_blocks"]].flat().join("_"),
    ].join("_"),
  aws_lambda_permission: ({ qualifier }, id) => (qualifier ? id.replace("/", `:${qualifier}/`) : id),
};

function importId({ type, values }: Resource): string {
  const [separator, ...names] = ids[type] ?? ["", "id"];
  const id = names.map((name) => String(values[name])).join(separator);
  // The provider takes only URLs of AWS apart.
  if (type.startsWith("aws_sqs_"))
    return id.replace(/^http:\/\/[^/]+/, `https://sqs.${values["region"]}.amazonaws.com`);
  return otherIds[type]?.(values, id) ?? id;
}

async function json<Shape>(workspace: Workspace, folder: string, ...words: readonly string[]): Promise<Shape> {
  const { out, err } = await workspace.run(folder, "show", "-json", ...words);
  if (err !== "") throw new Error(err);
  return JSON.parse(out) as Shape;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === false || value === "" || JSON.stringify(value) === "{}";

const differing = (before: Attributes, after: Attributes): readonly string[] =>
  Object.keys(after).filter(
    (name) =>
      !notHeldByAws.has(name) &&
      JSON.stringify(before[name]) !== JSON.stringify(after[name]) &&
      !(isEmpty(before[name]) && isEmpty(after[name])),
  );

export interface Imported {
  readonly count: number;
  /** What the plan would do besides importing: `address: attribute`, as a resource that is the same has nothing to change. */
  readonly differences: readonly string[];
}

/** Forgets every resource of a folder's state and imports all of them again. */
export async function importAll(
  workspace: Workspace,
  folder: string,
  ...variables: readonly string[]
): Promise<Imported> {
  const state = await json<{ values: { root_module: Module } }>(workspace, folder);
  const importable = resourcesOf(state.values.root_module).filter(isImportable);
  const blocks = importable.map(
    (resource) => `import {\n  to = ${resource.address}\n  id = ${JSON.stringify(importId(resource))}\n}\n`,
  );
  writeFileSync(join(folder, "imports.tf"), blocks.join("\n"));
  await workspace.run(folder, "state", "rm", "-no-color", ...importable.map(({ address }) => address));
  const planned = await workspace.run(folder, "plan", "-no-color", "-input=false", "-out=import.plan", ...variables);
  if (planned.code !== 0) throw new Error(planned.err);
  const { resource_changes } = await json<{ resource_changes: readonly ResourceChange[] }>(
    workspace,
    folder,
    "import.plan",
  );
  const differences = resource_changes
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ address, change }) => {
      const [action = ""] = change.actions;
      if (action === "no-op") return [];
      if (action !== "update" || change.before === null) return [`${address}: ${change.actions.join()}`];
      const { before, after } = change;
      return differing(before, after).map(
        (name) => `${address}: ${name} ${JSON.stringify(before[name])} -> ${JSON.stringify(after[name])}`,
      );
    });
  const applied = await workspace.run(folder, "apply", "-no-color", "import.plan");
  if (applied.code !== 0) throw new Error(applied.err);
  return { count: importable.length, differences };
}
