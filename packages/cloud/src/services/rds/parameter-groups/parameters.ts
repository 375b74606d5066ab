import type { Parameter } from "@aws-sdk/client-rds";
import { invalidValue } from "../errors.ts";
import type { ParameterGroup } from "../model.ts";

type Scope = "cluster" | "instance";

const dynamic = (name: string, value: string | undefined, allowed: string, type = "string"): Parameter => ({
  ParameterName: name,
  ...(value === undefined ? {} : { ParameterValue: value }),
  AllowedValues: allowed,
  DataType: type,
  ApplyType: "dynamic",
  IsModifiable: true,
  Source: value === undefined ? "engine-default" : "system",
  ApplyMethod: "pending-reboot",
});

const fixed = (name: string, value: string | undefined, allowed: string, type = "integer"): Parameter => ({
  ...dynamic(name, value, allowed, type),
  ApplyType: "static",
});

/** The parameters that people set. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html */
const ofBoth: readonly Parameter[] = [
  dynamic("application_name", undefined, ""),
  dynamic("auto_explain.log_min_duration", undefined, "-1-2147483647", "integer"),
  dynamic("idle_in_transaction_session_timeout", "86400000", "0-2147483647", "integer"),
  dynamic("log_connections", undefined, "0,1", "boolean"),
  dynamic("log_disconnections", undefined, "0,1", "boolean"),
  dynamic("log_min_duration_statement", undefined, "-1-2147483647", "integer"),
  dynamic("log_statement", undefined, "none,ddl,mod,all"),
  fixed("max_connections", "LEAST({DBInstanceClassMemory/9531392},5000)", "6-262143"),
  dynamic("random_page_cost", undefined, "0-1.79769e+308", "float"),
  fixed("shared_preload_libraries", "pg_stat_statements", "auto_explain,pg_cron,pg_stat_statements,pglogical", "list"),
  dynamic("statement_timeout", undefined, "0-2147483647", "integer"),
  dynamic("work_mem", undefined, "64-2147483647", "integer"),
];

/** Of Aurora's clusters, and of instances that are no part of one. */
const ofServers: readonly Parameter[] = [
  dynamic("autovacuum", "1", "0,1", "boolean"),
  dynamic("rds.force_ssl", "0", "0,1", "boolean"),
  fixed("rds.logical_replication", "0", "0,1", "boolean"),
  dynamic("rds.log_retention_period", "4320", "1440-10080", "integer"),
  dynamic("timezone", "UTC", "Africa/Cairo,America/New_York,Europe/Berlin,UTC"),
];

const known: Readonly<Record<Scope, readonly Parameter[]>> = {
  cluster: [...ofBoth, ...ofServers].sort(byName),
  instance: [...ofBoth, ...ofServers].sort(byName),
};

function byName({ ParameterName: a = "" }: Parameter, { ParameterName: b = "" }: Parameter): number {
  return a < b ? -1 : 1;
}

/** What a group says, over what is so anyway. */
export const parametersOf = (scope: Scope, group: Pick<ParameterGroup, "parameters"> | undefined): Parameter[] =>
  known[scope].map((parameter) => ({ ...parameter, ...group?.parameters[parameter.ParameterName ?? ""] }));

/** The parameters of a group after a change. */
export function changed(
  scope: Scope,
  group: ParameterGroup,
  wanted: readonly Parameter[],
): ParameterGroup["parameters"] {
  const set = wanted.map((parameter) => {
    const { ParameterName: name = "", ParameterValue, ApplyMethod = "pending-reboot" } = parameter;
    const found = known[scope].find(({ ParameterName }) => ParameterName === name);
    if (found === undefined) throw invalidValue(`Could not find parameter with name: ${name}`);
    if (found.ApplyType === "static" && ApplyMethod === "immediate") {
      throw invalidValue(`cannot use immediate apply method for static parameter`);
    }
    return [name, { ...found, ParameterValue, ApplyMethod, Source: "user" }] as const;
  });
  return { ...group.parameters, ...Object.fromEntries(set) };
}

/** The parameters of a group after some, or all, are as they are by default. */
export function reset(group: ParameterGroup, wanted: readonly Parameter[] | undefined): ParameterGroup["parameters"] {
  if (wanted === undefined) return {};
  const names = wanted.map(({ ParameterName }) => ParameterName);
  return Object.fromEntries(Object.entries(group.parameters).filter(([name]) => !names.includes(name)));
}
