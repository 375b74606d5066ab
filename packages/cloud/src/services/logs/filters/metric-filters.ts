import { pageOf } from "../../../kernel/paging.ts";
import { invalidParameter, limitExceeded, notFound } from "../errors.ts";
import type { MetricFilter } from "../intake/filter.ts";
import { groupResource } from "../model.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { LogsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const filtersMax = 100;
const pageDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const putMetricFilter: LogsOperation<"PutMetricFilter"> = {
  access: (input, scope) => ({ action: "logs:PutMetricFilter", resource: groupResource(scope, input.logGroupName) }),

  run({ store, clock }, input) {
    const { name } = store.group(input.logGroupName);
    compilePattern(input.filterPattern);
    for (const { defaultValue, dimensions, metricValue = "" } of input.metricTransformations) {
      if (defaultValue !== undefined && Object.keys(dimensions ?? {}).length > 0) {
        throw invalidParameter(
          "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
        );
      }
      if (!metricValue.startsWith("$") && Number.isNaN(Number(metricValue))) {
        throw invalidParameter("Invalid metricValue: the value must be a number or a field of the filter pattern.");
      }
    }
    const before = store.metricFilters.get([name, input.filterName]);
    if (before === undefined && [...store.metricFilters.list({ under: name })].length >= filtersMax)
      throw limitExceeded();

    store.metricFilters.put([name, input.filterName], { ...input, createdAt: before?.createdAt ?? clock.now() });
  },
};

const outputOf = ({ createdAt, ...filter }: MetricFilter) => ({
  filterName: filter.filterName,
  filterPattern: filter.filterPattern,
  metricTransformations: filter.metricTransformations,
  creationTime: createdAt,
  logGroupName: filter.logGroupName,
  applyOnTransformedLogs: filter.applyOnTransformedLogs ?? false,
});

const byPlace = (one: MetricFilter, other: MetricFilter): number =>
  Buffer.compare(Buffer.from(placeOf(one)), Buffer.from(placeOf(other)));

/** The results are sorted by the names of filters, whichever groups they are of. */
const placeOf = ({ filterName, logGroupName }: MetricFilter): string => `${filterName}\0${logGroupName}`;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const describeMetricFilters: LogsOperation<"DescribeMetricFilters"> = {
  access: (input, scope) => ({
    action: "logs:DescribeMetricFilters",
    resource: groupResource(scope, input.logGroupName ?? "*"),
  }),

  run({ store }, input) {
    const { logGroupName, metricName, metricNamespace, filterNamePrefix = "" } = input;
    if ((metricName === undefined) !== (metricNamespace === undefined)) {
      throw invalidParameter("Both metricName and metricNamespace must be specified.");
    }
    if (logGroupName !== undefined) store.group(logGroupName);
    const found = [...store.metricFilters.list(logGroupName === undefined ? {} : { under: logGroupName })].filter(
      ({ filterName, metricTransformations }) =>
        filterName.startsWith(filterNamePrefix) &&
        (metricName === undefined ||
          metricTransformations.some(
            (one) => one.metricName === metricName && one.metricNamespace === metricNamespace,
          )),
    );
    const { items, next } = pageOf(found.sort(byPlace), {
      token: input.nextToken,
      max: input.limit ?? pageDefault,
      idOf: placeOf,
    });

    return { metricFilters: items.map(outputOf), ...(next === undefined ? {} : { nextToken: next }) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
export const deleteMetricFilter: LogsOperation<"DeleteMetricFilter"> = {
  access: (input, scope) => ({ action: "logs:DeleteMetricFilter", resource: groupResource(scope, input.logGroupName) }),

  run({ store }, { logGroupName, filterName }) {
    const { name } = store.group(logGroupName);
    if (!store.metricFilters.delete([name, filterName])) throw notFound("The specified metric filter does not exist.");
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
export const testMetricFilter: LogsOperation<"TestMetricFilter"> = {
  access: () => ({ action: "logs:TestMetricFilter", resource: "*" }),

  run(_, { filterPattern, logEventMessages }) {
    const pattern = compilePattern(filterPattern);
    return {
      matches: logEventMessages.flatMap((eventMessage, index) => {
        const extractedValues = pattern.match(eventMessage);
        return extractedValues === undefined ? [] : [{ eventNumber: index + 1, eventMessage, extractedValues }];
      }),
    };
  },
};
