import { onAnything } from "../access.ts";
import { select } from "../filters.ts";
import type { RdsOperation } from "../shapes.ts";
import { engineVersions } from "./versions.ts";

/** The classes that are asked for most. */
const classesOf = (engine: string): string[] => [
  ...["db.t3.medium", "db.t4g.medium", "db.r6g.large", "db.r7g.large"],
  ...(engine === "postgres" ? ["db.t4g.micro", "db.m6g.large"] : ["db.serverless"]),
];

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html */
export const describeOrderableDbInstanceOptions: RdsOperation<"DescribeOrderableDBInstanceOptions"> = {
  access: onAnything("DescribeOrderableDBInstanceOptions"),

  run({ region }, { Engine, EngineVersion, DBInstanceClass, ...wanted }) {
    const versions = engineVersions.filter(
      (one) => one.engine === Engine && (EngineVersion === undefined || one.version === EngineVersion),
    );
    const all = versions.flatMap((version) => classesOf(version.engine).map((name) => ({ ...version, name })));
    const found = all.filter(({ name }) => DBInstanceClass === undefined || name === DBInstanceClass);
    const idOf = ({ version, name }: (typeof all)[number]): string => `${version} ${name}`;
    const sorted = found.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    const { items, Marker } = select(sorted, { ...wanted, idOf });
    return {
      OrderableDBInstanceOptions: items.map(({ engine, version, name }) => ({
        Engine: engine,
        EngineVersion: version,
        DBInstanceClass: name,
        LicenseModel: "postgresql-license",
        AvailabilityZones: ["a", "b", "c"].map((letter) => ({ Name: region + letter })),
        Vpc: true,
        SupportsStorageEncryption: true,
        SupportsIAMDatabaseAuthentication: true,
        SupportsClusters: engine !== "postgres",
        SupportedEngineModes: ["provisioned"],
        StorageType: engine === "postgres" ? "gp3" : "aurora",
        SupportedNetworkTypes: ["IPV4"],
      })),
      Marker,
    };
  },
};
