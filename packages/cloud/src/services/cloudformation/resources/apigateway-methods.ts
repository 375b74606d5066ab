import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import { listOf } from "./each-target.ts";

const placeOf = ({ RestApiId = "", ResourceId = "", HttpMethod = "" }: Facts): JsonObject => ({
  restApiId: RestApiId,
  resourceId: ResourceId,
  httpMethod: HttpMethod,
});

/** A method that changes is put anew with all that belongs to it. */
async function complete(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const place = placeOf(facts);
  const call = (operation: string, parameters: JsonObject) =>
    work.aws("apigateway", operation, { ...parameters, ...place });
  if (before !== undefined) {
    await call("DeleteMethod", {}).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    await call("PutMethod", facts);
  }
  const { Integration: integration, MethodResponses: responses } = facts;
  for (const response of listOf(responses).filter(isObject)) await call("PutMethodResponse", response);
  if (!isObject(integration)) return;
  await call("PutIntegration", integration);
  for (const response of listOf(integration["IntegrationResponses"]).filter(isObject)) {
    await call("PutIntegrationResponse", response);
  }
}

export const method = declared({
  service: "apigateway",
  create: "PutMethod",
  delete: "DeleteMethod",
  id: (facts, work) => toText(facts["PhysicalId"] ?? work.name({ max: 100 })),
  complete,
});
