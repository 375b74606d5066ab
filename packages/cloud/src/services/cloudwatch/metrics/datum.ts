import type { MetricDatum, StatisticSet } from "@aws-sdk/client-cloudwatch";
import { invalidCombination, invalidValue, missingParameter } from "../errors.ts";
import { type Aggregate, ofSet, ofValues } from "./aggregate.ts";
import { type MetricId, metricId } from "./metric.ts";

export interface ReadDatum {
  readonly metric: MetricId;
  readonly at: number;
  readonly unit: string;
  readonly aggregate: Aggregate;
  readonly isHighResolution: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const ageMsMax = 14 * 24 * 60 * 60 * 1000;
const futureMsMax = 2 * 60 * 60 * 1000;
const valuesMax = 150;
/** -2^360 to 2^360 */
const valueMax = 2 ** 360;

/** `place` is how texts name it, e.g. `MetricData.member.1`. */
export function readDatum(namespace: string, datum: MetricDatum, place: string, now: number): ReadDatum {
  const at = datum.Timestamp?.getTime() ?? now;
  if (at < now - ageMsMax) {
    throw invalidValue(`The parameter ${place}.Timestamp must specify a time within the past two weeks.`);
  }
  if (at > now + futureMsMax) {
    throw invalidValue(`The parameter ${place}.Timestamp must specify a time no more than two hours in the future.`);
  }
  const resolution = datum.StorageResolution ?? 60;
  if (resolution !== 1 && resolution !== 60) {
    throw invalidValue(`The parameter ${place}.StorageResolution must be 1 or 60.`);
  }
  return {
    metric: metricId(namespace, datum.MetricName ?? "", checkedDimensions(datum, place)),
    at,
    unit: datum.Unit ?? "None",
    aggregate: readValues(datum, place),
    isHighResolution: resolution === 1,
  };
}

function checkedDimensions({ Dimensions = [] }: MetricDatum, place: string): NonNullable<MetricDatum["Dimensions"]> {
  for (const [index, { Name = "", Value = "" }] of Dimensions.entries()) {
    const at = `${place}.Dimensions.member.${index + 1}`;
    if (Name.trim() === "")
      throw invalidValue(`The parameter ${at}.Name must contain at least one non-whitespace character.`);
    if (Value.trim() === "")
      throw invalidValue(`The parameter ${at}.Value must contain at least one non-whitespace character.`);
    if (Name.startsWith(":")) throw invalidValue(`The parameter ${at}.Name must not start with a colon.`);
  }
  if (new Set(Dimensions.map(({ Name }) => Name)).size !== Dimensions.length) {
    throw invalidValue(`The parameter ${place}.Dimensions must not contain the same name twice.`);
  }
  return Dimensions;
}

function readValues({ Value, Values, Counts, StatisticValues }: MetricDatum, place: string): Aggregate {
  const given = [Value, Values, StatisticValues].filter((value) => value !== undefined && !isEmptyList(value));
  if (given.length === 0) {
    throw missingParameter(
      `At least one of the parameters ${place}.Value, ${place}.Values or ${place}.StatisticValues must be specified.`,
    );
  }
  if (given.length > 1) {
    const names = [
      Value !== undefined && "Value",
      Values !== undefined && "Values",
      StatisticValues && "StatisticValues",
    ];
    const [first, second] = names.filter((name) => name !== false && name !== undefined);
    throw invalidCombination(
      `The parameters ${place}.${first} and ${place}.${second} are mutually exclusive and you have specified both.`,
    );
  }
  return StatisticValues === undefined
    ? readList(Values !== undefined && Values.length > 0 ? Values : [Value ?? 0], Counts, place)
    : readSet(StatisticValues, place);
}

function readSet(set: StatisticSet, place: string): Aggregate {
  const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = set;
  for (const [name, value] of Object.entries({ SampleCount, Sum, Minimum, Maximum })) {
    checkNumber(value, `${place}.StatisticValues.${name}`);
  }
  if (SampleCount <= 0)
    throw invalidValue(`The parameter ${place}.StatisticValues.SampleCount must be greater than 0.`);
  if (Minimum > Maximum) {
    throw invalidValue(
      `The parameter ${place}.StatisticValues.Minimum must not be greater than ${place}.StatisticValues.Maximum.`,
    );
  }
  return ofSet(SampleCount, Sum, Minimum, Maximum);
}

function readList(values: readonly number[], Counts: readonly number[] | undefined, place: string): Aggregate {
  if (values.length > valuesMax) {
    throw invalidValue(`The collection ${place}.Values must not have a size greater than ${valuesMax}.`);
  }
  if (Counts !== undefined && Counts.length !== values.length) {
    throw invalidValue(`The parameters ${place}.Values and ${place}.Counts must be of the same size.`);
  }
  for (const value of values) checkNumber(value, `${place}.Value`);
  return ofValues(
    values.map((value, index) => [value, Counts?.[index] ?? 1] as const).filter(([, count]) => count > 0),
  );
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function checkNumber(value: number, place: string): void {
  if (!Number.isFinite(value) || Math.abs(value) > valueMax) {
    throw invalidValue(`The value ${value} for parameter ${place} is invalid.`);
  }
}
