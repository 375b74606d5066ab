/**
 * Minor versions of each major one that can be asked for, the default first. What runs is PostgreSQL 17 whichever is told.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-versions.html
 */
const minorVersions: Readonly<Record<string, readonly (readonly [major: number, ...minor: number[]])[]>> = {
  "aurora-postgresql": [
    [17, 4, 5],
    [16, 8, 9, 6, 4, 3, 2, 1],
    [15, 12, 13, 10, 8, 7, 6, 5, 4, 3, 2],
    [14, 17, 18, 15, 13, 12, 11, 10, 9, 8, 7, 6],
    [13, 20, 21, 18, 16, 15, 14, 13, 12, 11, 10, 9],
  ],
  postgres: [
    [17, 4, 5, 6, 2, 1],
    [16, 8, 9, 10, 6, 5, 4, 3, 2, 1],
    [15, 12, 13, 14, 10, 9, 8, 7, 6, 5, 4, 3, 2],
    [14, 17, 18, 19, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3],
    [13, 20, 21, 22, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7],
  ],
};

export interface EngineVersion {
  readonly engine: string;
  readonly version: string;
  readonly family: string;
}

export const engineVersions: readonly EngineVersion[] = Object.entries(minorVersions).flatMap(([engine, majors]) =>
  majors.flatMap(([major, ...minors]) =>
    minors.map((minor) => ({ engine, version: `${major}.${minor}`, family: `${engine}${major}` })),
  ),
);

/** A major version stands for its newest default. */
export const findVersion = (engine: string, version: string | undefined): EngineVersion | undefined =>
  engineVersions.find(
    (one) =>
      one.engine === engine &&
      (version === undefined || one.version === version || one.version.startsWith(`${version}.`)),
  );

export const isEngine = (engine: string): boolean => Object.hasOwn(minorVersions, engine);

export function familyOf(engine: string, version: string): string {
  return `${engine}${version.split(".")[0] ?? ""}`;
}
