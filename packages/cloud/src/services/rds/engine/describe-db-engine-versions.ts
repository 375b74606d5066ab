import { onAnything } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { engineVersions, findVersion } from "./versions.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html */
export const describeDbEngineVersions: RdsOperation<"DescribeDBEngineVersions"> = {
  access: onAnything("DescribeDBEngineVersions"),

  run(_, { Engine, EngineVersion, DBParameterGroupFamily, DefaultOnly = false, ...wanted }) {
    const first = DefaultOnly ? findVersion(Engine ?? "", EngineVersion) : undefined;
    const found = engineVersions.filter(
      (one) =>
        (Engine === undefined || one.engine === Engine) &&
        (EngineVersion === undefined || one.version === EngineVersion || one.version.startsWith(`${EngineVersion}.`)) &&
        (DBParameterGroupFamily === undefined || one.family === DBParameterGroupFamily) &&
        (!DefaultOnly || one === first),
    );
    const { items, Marker } = select(found, {
      ...wanted,
      idOf: ({ engine, version }) => `${engine} ${version}`,
      filters: { engine: (one) => [one.engine], "engine-version": (one) => [one.version], status: () => ["available"] },
    });
    return {
      DBEngineVersions: items.map(({ engine, version, family }) => ({
        Engine: engine,
        EngineVersion: version,
        MajorEngineVersion: version.split(".")[0],
        DBParameterGroupFamily: family,
        DBEngineDescription: engine === "postgres" ? "PostgreSQL" : "Aurora PostgreSQL",
        DBEngineVersionDescription: `${engine === "postgres" ? "PostgreSQL" : "Aurora PostgreSQL"} ${version}`,
        Status: "available",
        SupportedEngineModes: ["provisioned"],
        ExportableLogTypes: ["postgresql"],
        ValidUpgradeTarget: [],
        SupportsLogExportsToCloudwatchLogs: true,
        SupportsReadReplica: true,
        SupportsGlobalDatabases: false,
        SupportsParallelQuery: false,
        SupportsBabelfish: false,
        SupportsIntegrations: false,
        SupportsLimitlessDatabase: false,
      })),
      Marker,
    };
  },
};
