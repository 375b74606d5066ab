import { stringify } from "yaml";
import { badRequest } from "../errors.ts";
import { type HttpApiOperation, on, type Shapes } from "../shapes.ts";
import { writeDocument } from "./write-document.ts";

type Exported = Shapes["ExportApi"]["output"];

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-exports-specification.html */
export const exportApi: HttpApiOperation<"ExportApi"> = {
  access: on("GET", "/apis/{ApiId}/exports/{Specification}"),

  run({ store }, { ApiId, Specification, OutputType, StageName, ExportVersion, IncludeExtensions = true }) {
    const api = store.api(ApiId);
    if (Specification !== "OAS30") throw badRequest(`Specification ${Specification} is not supported: expected OAS30`);
    if (ExportVersion !== undefined && ExportVersion !== "1.0") throw badRequest("The export version must be 1.0");
    if (OutputType !== "JSON" && OutputType !== "YAML") throw badRequest("The output type must be JSON or YAML");
    const deployment = StageName === undefined ? undefined : store.stages.get(ApiId, StageName).DeploymentId;
    const served = deployment === undefined ? undefined : store.deployments.find(api.ApiId, deployment)?.served;

    const document = writeDocument(api, served ?? store.live(api.ApiId), IncludeExtensions);
    const text = OutputType === "JSON" ? JSON.stringify(document, null, 2) : stringify(document);
    // Clients are given bytes with a method of their own; here they are only bytes.
    return { body: Buffer.from(text) as unknown as NonNullable<Exported["body"]> };
  },
};
