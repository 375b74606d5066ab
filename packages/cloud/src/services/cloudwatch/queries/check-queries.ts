import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { validationError } from "../errors.ts";
import { parseExpression } from "../math/parse.ts";
import { MathError } from "../math/values.ts";
import { readStatistic } from "../metrics/statistic.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queriesMax = 500;
const shortPeriods = new Set([1, 5, 10, 20, 30]);

export const isPeriod = (seconds: number): boolean => shortPeriods.has(seconds) || (seconds > 0 && seconds % 60 === 0);

/** Refuses queries that could never be computed. */
export function checkQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length === 0) throw validationError("The parameter MetricDataQueries must not be empty.");
  if (queries.length > queriesMax) {
    throw validationError(`The collection MetricDataQueries must not have a size greater than ${queriesMax}.`);
  }
  const ids = new Set<string>();
  for (const [index, query] of queries.entries()) {
    const place = `MetricDataQueries.member.${index + 1}`;
    const id = query.Id ?? "";
    if (!/^[a-z]\w*$/.test(id))
      throw validationError(
        `The value ${id} for parameter ${place}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    if (ids.has(id)) throw validationError(`The values for parameter id in MetricDataQueries are not unique.`);
    ids.add(id);
    checkOne(query, place);
  }
}

function checkOne({ MetricStat, Expression }: MetricDataQuery, place: string): void {
  if (MetricStat !== undefined && Expression !== undefined) {
    throw validationError(
      `The parameters ${place}.Expression and ${place}.MetricStat are mutually exclusive and you have specified both.`,
    );
  }
  if (MetricStat === undefined && Expression === undefined) {
    throw validationError(
      `Either the parameter ${place}.Expression or the parameter ${place}.MetricStat must be specified.`,
    );
  }
  if (MetricStat === undefined) return checkExpression(Expression ?? "", place);
  const { Stat = "", Period = 60 } = MetricStat;
  if (readStatistic(Stat) === undefined) {
    throw validationError(`The value ${Stat} for parameter ${place}.MetricStat.Stat is not supported.`);
  }
  if (!isPeriod(Period)) {
    throw validationError(`The parameter ${place}.MetricStat.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  }
}

function checkExpression(expression: string, place: string): void {
  try {
    parseExpression(expression);
  } catch (error) {
    if (!(error instanceof MathError)) throw error;
    throw validationError(`Error in expression '${place}': Invalid syntax. ${error.message}`);
  }
}
