import { invalidCombination, missingParameter, validationError } from "../errors.ts";
import { isBasic, readStatistic } from "../metrics/statistic.ts";
import { checkQueries, isPeriod } from "../queries/check-queries.ts";
import { type CompositeSettings, type MetricSettings, periodOf } from "./model.ts";
import { parseRule, RuleError } from "./rule.ts";

const treatments = ["breaching", "notBreaching", "ignore", "missing"];
const lowCounts = ["evaluate", "ignore"];
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const daySeconds = 86_400;
const weekSeconds = 7 * daySeconds;
const actionsMax = 5;

/** Refuses settings that no alarm can have. */
export function checkMetricAlarm(settings: MetricSettings): void {
  checkActions(settings);
  if (settings.TreatMissingData !== undefined && !treatments.includes(settings.TreatMissingData)) {
    throw validationError(
      `The value ${settings.TreatMissingData} is not supported for TreatMissingData parameter. Supported values are [${treatments.join(", ")}].`,
    );
  }
  const lowCount = settings.EvaluateLowSampleCountPercentile;
  if (lowCount !== undefined && lowCount !== "" && !lowCounts.includes(lowCount)) {
    throw validationError(
      `Option ${lowCount} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
    );
  }
  if (settings.ComparisonOperator === undefined)
    throw missingParameter("The parameter ComparisonOperator is required.");
  if (settings.EvaluationPeriods === undefined) throw missingParameter("The parameter EvaluationPeriods is required.");
  if ((settings.DatapointsToAlarm ?? 1) > settings.EvaluationPeriods) {
    throw validationError("DatapointsToAlarm must not be greater than EvaluationPeriods.");
  }
  if (settings.Metrics === undefined) checkSingle(settings);
  else checkMath(settings);
  const period = periodOf(settings);
  const span = settings.EvaluationPeriods * period;
  if (span > (period >= 3600 ? weekSeconds : daySeconds)) {
    throw validationError(
      period >= 3600
        ? "Metrics cannot be checked across more than 7 days (EvaluationPeriods * Period must be <= 604800)."
        : "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).",
    );
  }
}

function checkSingle({ MetricName, Namespace, Statistic, ExtendedStatistic, Period, Threshold }: MetricSettings): void {
  if (MetricName === undefined) throw missingParameter("The parameter MetricName or Metrics must be specified.");
  if (Namespace === undefined) throw missingParameter("The parameter Namespace is required.");
  if (Statistic === undefined && ExtendedStatistic === undefined) {
    throw missingParameter("Either Statistic or ExtendedStatistic must be specified.");
  }
  if (Statistic !== undefined && ExtendedStatistic !== undefined) {
    throw invalidCombination(
      "The parameters Statistic and ExtendedStatistic are mutually exclusive and you have specified both.",
    );
  }
  if (
    ExtendedStatistic !== undefined &&
    (isBasic(ExtendedStatistic) || readStatistic(ExtendedStatistic) === undefined)
  ) {
    throw validationError(`The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`);
  }
  if (Period === undefined) throw missingParameter("The parameter Period is required.");
  if (!isPeriod(Period)) throw validationError("The parameter Period must be 10, 20, 30 or a multiple of 60.");
  if (Threshold === undefined) throw missingParameter("The parameter Threshold is required.");
}

function checkMath(settings: MetricSettings): void {
  const queries = settings.Metrics ?? [];
  for (const name of ["MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions"] as const) {
    const value = settings[name];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
      throw validationError(
        `The parameters MetricName and Metrics are mutually exclusive and you have specified both.`,
      );
    }
  }
  checkQueries(queries);
  const returned = queries.filter(({ ReturnData = true, Id }) => ReturnData && Id !== settings.ThresholdMetricId);
  if (returned.length !== 1) {
    throw validationError("Exactly one element of the metrics list should return data.");
  }
  if (settings.ThresholdMetricId === undefined && settings.Threshold === undefined) {
    throw missingParameter("The parameter Threshold is required.");
  }
}

export function checkComposite(settings: CompositeSettings): void {
  checkActions(settings);
  try {
    parseRule(settings.AlarmRule);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    throw validationError(`Error in AlarmRule: ${error.message}`);
  }
}

/** In the words of AWS. */
function checkActions(settings: MetricSettings | CompositeSettings): void {
  for (const name of ["OKActions", "AlarmActions", "InsufficientDataActions"] as const) {
    const actions = settings[name] ?? [];
    if (actions.length > actionsMax) {
      throw validationError(`The collection ${name} must not have a size greater than ${actionsMax}.`);
    }
    const wrong = actions.find((action) => !/^arn:aws[\w-]*:[\w-]+:[\w-]*:[^:]*:.+$/.test(action));
    if (wrong !== undefined) throw validationError(`Invalid arn syntax: ${wrong}`);
  }
}
