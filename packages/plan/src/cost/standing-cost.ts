import type { Part, Plan } from "../plan.ts";
import type { CostLine } from "./cost.ts";
import type { Prices } from "./prices.ts";

const hoursPerMonth = 730;
const zones = 2;

/** What a month costs in which nothing arrives. */
export function standingCost(plan: Plan, prices: Prices): readonly CostLine[] {
  const count = (kind: Part["kind"]): number => plan.parts.filter((part) => part.kind === kind).length;
  const alarms = count("alarm");
  const dashboards = count("dashboard");
  const secrets = count("secret") + count("database");
  return [
    {
      service: "Amazon CloudWatch",
      usd: alarms * prices.alarmMonth + dashboards * prices.dashboardMonth,
      why: `${alarms} alarms, ${dashboards} dashboard`,
    },
    { service: "AWS Secrets Manager", usd: secrets * prices.secretMonth, why: `${secrets} secrets` },
    ...plan.parts.flatMap((part) => linesOf(part, prices)),
  ];
}

function linesOf(part: Part, prices: Prices): CostLine[] {
  if (part.kind === "network") {
    const doors = part.interfaces.length * zones;
    return [
      {
        service: "Amazon VPC",
        usd: doors * hoursPerMonth * prices.endpointHour,
        why: `${part.interfaces.length} interface endpoints in ${zones} zones`,
      },
    ];
  }
  if (part.kind === "database") {
    return [
      {
        service: "Amazon Aurora",
        usd: part.minCapacity * hoursPerMonth * prices.auroraAcuHour,
        why: `${part.minCapacity} capacity units at rest, up to ${part.maxCapacity} under load`,
      },
    ];
  }
  return [];
}
