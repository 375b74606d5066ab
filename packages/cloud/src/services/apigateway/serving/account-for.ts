import { AwsError } from "@millrace/wire";
import type { LocalResponse } from "../../../gateway/door.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import { contextOf } from "./mapping-context.ts";
import { memberAt } from "./parameters.ts";
import { customName, type Visit } from "./visit.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export function measure({ call, api, stage, startedAt, notes }: Visit, status: number): void {
  const latency = call.clock.now() - startedAt;
  const values = [
    ["Count", 1, "Count"],
    ["4XXError", status >= 400 && status < 500 ? 1 : 0, "Count"],
    ["5XXError", status >= 500 ? 1 : 0, "Count"],
    ["Latency", latency, "Milliseconds"],
    ...(typeof notes["integrationLatency"] === "number"
      ? [["IntegrationLatency", notes["integrationLatency"], "Milliseconds"] as const]
      : []),
  ] as const;
  for (const [name, value, unit] of values) {
    for (const dimensions of [{ ApiName: api.name }, { ApiName: api.name, Stage: stage.stageName }]) {
      call.metrics.record({ namespace: "AWS/ApiGateway", name, value, unit, dimensions });
    }
  }
}

/** One line per request, in the stage's own format. A log group that is not there takes nothing. */
export async function logAccess(visit: Visit, { status, body }: LocalResponse): Promise<void> {
  const { call, stage, startedAt } = visit;
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  const logGroupName = /:log-group:([^:]+)/.exec(destinationArn ?? "")?.[1];
  if (logGroupName === undefined || format === undefined) return;
  const responseLength = typeof body === "string" || Buffer.isBuffer(body) ? body.length : 0;
  const context = {
    ...contextOf(visit),
    customDomain: { basePathMatched: customName(visit.request)?.basePath },
    status,
    responseLength,
    responseLatency: call.clock.now() - startedAt,
  };
  const message = format.replace(/\$context\.([a-zA-Z0-9_.]+)/g, (_, path: string) =>
    asText(memberAt(context, path.split("."))),
  );
  const logStreamName = `${visit.api.id}/${stage.stageName}`;
  const options = { principal: accountPrincipal(call.account) };
  const put = () =>
    call.aws.call(
      "logs",
      "PutLogEvents",
      { logGroupName, logStreamName, logEvents: [{ timestamp: startedAt, message }] },
      options,
    );
  await put()
    .catch(async () => {
      await call.aws.call("logs", "CreateLogStream", { logGroupName, logStreamName }, options);
      await put();
    })
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      call.log.warn("an access log could not be written", { group: logGroupName, error: error.message });
    });
}

const asText = (value: unknown): string =>
  value === undefined || value === null ? "-" : typeof value === "object" ? JSON.stringify(value) : String(value);
