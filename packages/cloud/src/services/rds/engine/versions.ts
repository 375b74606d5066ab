/** Versions that can be asked for, the default first. What runs is PostgreSQL 17 whichever is told. */
const versions: Readonly<Record<string, readonly string[]>> = {
  "aurora-postgresql": ["17.4", "17.5", "16.8", "16.9", "16.6", "15.12", "15.13", "14.17", "14.18", "13.20", "13.21"],
  postgres: ["17.4", "17.5", "17.6", "16.8", "16.9", "16.10", "15.12", "15.13", "14.17", "14.18", "13.20", "13.21"],
};

export interface EngineVersion {
  readonly engine: string;
  readonly version: string;
  readonly family: string;
}

export const engineVersions: readonly EngineVersion[] = Object.entries(versions).flatMap(([engine, all]) =>
  all.map((version) => ({ engine, version, family: familyOf(engine, version) })),
);

/** A major version stands for its newest default. */
export const findVersion = (engine: string, version: string | undefined): EngineVersion | undefined =>
  engineVersions.find(
    (one) =>
      one.engine === engine &&
      (version === undefined || one.version === version || one.version.startsWith(`${version}.`)),
  );

export const isEngine = (engine: string): boolean => Object.hasOwn(versions, engine);

export function familyOf(engine: string, version: string): string {
  return `${engine}${version.split(".")[0] ?? ""}`;
}
