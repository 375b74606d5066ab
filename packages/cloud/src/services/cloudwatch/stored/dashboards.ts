import { dashboardArn } from "../access.ts";
import { invalidDashboard, invalidValue, noSuchDashboard } from "../errors.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation } from "../shapes.ts";
import { tagsOf } from "../tags.ts";

const pageMax = 1000;
const widgetTypes = ["metric", "text", "log", "alarm", "explorer", "custom"];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export const putDashboard: CloudWatchOperation<"PutDashboard"> = {
  access: (input, scope) => ({ action: "cloudwatch:PutDashboard", resource: dashboardArn(scope, input.DashboardName) }),

  run({ store, clock, account, region }, { DashboardName, DashboardBody, Tags }) {
    if (!/^[\w-]*$/.test(DashboardName)) {
      // The line break is AWS's own.
      throw invalidValue(
        "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n",
      );
    }
    const messages = checkBody(DashboardBody);

    const isNew = !store.dashboards.has(DashboardName);
    store.dashboards.put(DashboardName, { name: DashboardName, body: DashboardBody, modifiedAt: clock.now() });
    if (isNew && Tags !== undefined) store.putTags(dashboardArn({ account, region }, DashboardName), tagsOf(Tags));
    return { DashboardValidationMessages: messages };
  },
};

interface Message {
  readonly DataPath: string;
  readonly Message: string;
}

/** Refuses what is no dashboard, and answers what in it may not work. */
function checkBody(text: string): Message[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalidDashboard([{ DataPath: "/", Message: "The field DashboardBody must be a valid JSON object" }]);
  }
  const widgets = body !== null && typeof body === "object" && "widgets" in body ? body.widgets : undefined;
  if (body === null || typeof body !== "object" || Array.isArray(body)) {
    throw invalidDashboard([{ DataPath: "/", Message: "The field DashboardBody must be a valid JSON object" }]);
  }
  if (!Array.isArray(widgets)) {
    throw invalidDashboard([{ DataPath: "/", Message: "Should have required property 'widgets'" }]);
  }
  const wrong = widgets.flatMap((widget: unknown, index): Message[] => checkWidget(widget, `/widgets/${index}`));
  if (wrong.length > 0) throw invalidDashboard(wrong);
  return [];
}

function checkWidget(widget: unknown, path: string): Message[] {
  if (widget === null || typeof widget !== "object") return [{ DataPath: path, Message: "Should be object" }];
  const { type, properties } = widget as { readonly type?: unknown; readonly properties?: unknown };
  if (typeof type !== "string") return [{ DataPath: path, Message: "Should have required property 'type'" }];
  if (!widgetTypes.includes(type)) {
    return [{ DataPath: `${path}/type`, Message: "Should be equal to one of the allowed values" }];
  }
  return properties === undefined ? [{ DataPath: path, Message: "Should have required property 'properties'" }] : [];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export const getDashboard: CloudWatchOperation<"GetDashboard"> = {
  access: (input, scope) => ({ action: "cloudwatch:GetDashboard", resource: dashboardArn(scope, input.DashboardName) }),

  run({ store, account, region }, { DashboardName }) {
    const dashboard = store.dashboards.get(DashboardName);
    if (dashboard === undefined) throw noSuchDashboard(DashboardName);
    return {
      DashboardArn: dashboardArn({ account, region }, DashboardName),
      DashboardName,
      DashboardBody: dashboard.body,
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export const listDashboards: CloudWatchOperation<"ListDashboards"> = {
  access: (_, scope) => ({ action: "cloudwatch:ListDashboards", resource: dashboardArn(scope, "*") }),

  run({ store, account, region }, { DashboardNamePrefix = "", NextToken }) {
    const all = [...store.dashboards.list({ startingWith: DashboardNamePrefix })];
    const { items, next } = pageOfRecords(all, { token: NextToken, max: pageMax });

    return {
      DashboardEntries: items.map(({ name, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn({ account, region }, name),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html */
export const deleteDashboards: CloudWatchOperation<"DeleteDashboards"> = {
  access: (input, scope) =>
    input.DashboardNames.map((name) => ({
      action: "cloudwatch:DeleteDashboards",
      resource: dashboardArn(scope, name),
    })),

  run({ store, account, region }, { DashboardNames }) {
    const missing = DashboardNames.find((name) => !store.dashboards.has(name));
    if (missing !== undefined) throw noSuchDashboard(missing);

    for (const name of DashboardNames) {
      store.dashboards.delete(name);
      store.putTags(dashboardArn({ account, region }, name), {});
    }
  },
};
