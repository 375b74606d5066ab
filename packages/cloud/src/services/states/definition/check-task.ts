import { isSdkAction } from "../../../sdk-calls/sdk-names.ts";
import { readResource } from "../integrations/resource.ts";
import type { JsonObject } from "../json.ts";
import type { Checking } from "./checking.ts";

/** The resource of a Task must be one, and one that its kind of machine may wait for. */
export function checkTask(
  state: JsonObject,
  at: string,
  { findings, type }: Pick<Checking, "findings" | "type">,
): void {
  const { Resource: arn, TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (arn === undefined) return findings.schema(at, "These fields are required: [Resource]");
  const where = `${at}/Resource`;
  if (typeof arn !== "string") return findings.schema(where, "Expected value of type String");
  const resource = readResource(arn);
  const isKnown = resource !== undefined && (resource.kind !== "sdk" || isSdkAction(resource.service, resource.action));
  if (!isKnown) {
    return findings.schema(
      where,
      `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  }
  if (type === "EXPRESS" && resource.kind === "activity") {
    findings.schema(where, "Express state machine does not support Activity ARN");
  }
  if (type === "EXPRESS" && "pattern" in resource && resource.pattern !== "request") {
    findings.schema(where, `Express state machine does not support '.${resource.pattern}' service integration `);
  }
  if (typeof timeout === "number" && timeout <= 0)
    findings.schema(`${at}/TimeoutSeconds`, "Value must be greater than 0");
  if (typeof timeout === "number" && typeof heartbeat === "number" && heartbeat >= timeout) {
    findings.schema(at, "HeartbeatSeconds must be smaller than TimeoutSeconds");
  }
}
