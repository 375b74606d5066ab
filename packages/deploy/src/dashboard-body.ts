import type { DashboardPart, Data } from "@millrace/plan";

const width = 12;
const height = 6;
const columns = 2;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const dashboardBody = ({ widgets }: DashboardPart): Data => ({
  widgets: widgets.map(({ title, metrics }, at) => ({
    type: "metric",
    x: (at % columns) * width,
    y: Math.floor(at / columns) * height,
    width,
    height,
    properties: {
      title,
      region: { expression: [{ place: "region" }] },
      view: "timeSeries",
      metrics: metrics.map(
        ({ namespace, name, statistic, dimensions }): Data => [
          namespace,
          name,
          ...Object.entries(dimensions).flatMap(([key, expression]): Data[] => [key, { expression }]),
          { stat: statistic },
        ],
      ),
    },
  })),
});
