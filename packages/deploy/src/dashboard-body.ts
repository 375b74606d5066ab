import type { DashboardPart, Expression } from "@millrace/plan";

const width = 12;
const height = 6;
const columns = 2;

/** The body of a dashboard as JSON text, and what is to be put for each `${Name}` in it. The region is `${AWS::Region}`. */
export function dashboardBody({ widgets }: DashboardPart): {
  readonly text: string;
  readonly values: Readonly<Record<string, Expression>>;
} {
  const values: Record<string, Expression> = {};
  const placeholders = new Map<string, string>();
  const placeholder = (expression: Expression): string => {
    const key = JSON.stringify(expression);
    const known = placeholders.get(key);
    if (known !== undefined) return known;
    const name = `Value${placeholders.size + 1}`;
    placeholders.set(key, `\${${name}}`);
    values[name] = expression;
    return `\${${name}}`;
  };
  const body = {
    widgets: widgets.map(({ title, metrics }, at) => ({
      type: "metric",
      x: (at % columns) * width,
      y: Math.floor(at / columns) * height,
      width,
      height,
      properties: {
        title,
        region: "${AWS::Region}",
        view: "timeSeries",
        metrics: metrics.map(({ namespace, name, statistic, dimensions }) => [
          namespace,
          name,
          ...Object.entries(dimensions).flatMap(([key, value]) => [key, placeholder(value)]),
          { stat: statistic },
        ]),
      },
    })),
  };
  return { text: JSON.stringify(body), values };
}
