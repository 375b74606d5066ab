/** Regions with another count of zones than three. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
const zoneCounts: Readonly<Record<string, number>> = {
  "ap-northeast-2": 4,
  "us-east-1": 6,
  "us-west-1": 2,
  "us-west-2": 4,
};

const directions: readonly (readonly [string, string])[] = [
  ["northeast", "ne"],
  ["northwest", "nw"],
  ["southeast", "se"],
  ["southwest", "sw"],
  ["north", "n"],
  ["south", "s"],
  ["east", "e"],
  ["west", "w"],
  ["central", "c"],
];

interface Zone {
  readonly name: string;
  /** The same place in every account. */
  readonly id: string;
}

/** The availability zones of a region. */
export function zonesOf(region: string): Zone[] {
  const short = directions.reduce((name, [word, letters]) => name.replace(`-${word}-`, letters), region);
  return Array.from({ length: zoneCounts[region] ?? 3 }, (_, at) => ({
    name: `${region}${"abcdef".charAt(at)}`,
    id: `${short.replace("-gov", "g")}-az${at + 1}`,
  }));
}
