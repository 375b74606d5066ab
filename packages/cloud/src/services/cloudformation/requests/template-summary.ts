import type { GetTemplateSummaryCommandOutput } from "@aws-sdk/client-cloudformation";
import { resourceSchema } from "../resources/schemas.ts";
import { parseTemplate } from "../templates/parse-template.ts";
import { checkReferences } from "../templates/prepare.ts";
import { readTemplate } from "../templates/read-template.ts";
import type { Template } from "../templates/template.ts";
import { hasTransforms, topNames } from "../transforms/apply-transforms.ts";
import { capabilitiesOf, capabilitiesReason } from "./capabilities.ts";

export function parsedTemplate(text: string): Template {
  const template = readTemplate(parseTemplate(text));
  if (!hasTransforms(template.body)) checkReferences(template);
  return template;
}

/** What a template has, and wants of whoever deploys it. */
export function summaryOf(template: Template) {
  const { body, parameters, resources, description, metadata } = template;
  const capabilities = capabilitiesOf(body, template);
  const types = [...new Set(Object.values(resources).map(({ type }) => type))];
  const transforms = topNames(body);
  return {
    Parameters: Object.entries(parameters).map(([key, declared]) => ({
      ParameterKey: key,
      DefaultValue: declared.Default,
      ParameterType: declared.Type,
      NoEcho: declared.NoEcho,
      Description: declared.Description,
      ParameterConstraints: declared.AllowedValues === undefined ? {} : { AllowedValues: [...declared.AllowedValues] },
    })),
    Description: description,
    ...(capabilities.length === 0
      ? {}
      : {
          Capabilities: capabilities as GetTemplateSummaryCommandOutput["Capabilities"],
          CapabilitiesReason: capabilitiesReason(template),
        }),
    ResourceTypes: types,
    Version: "2010-09-09",
    ...(metadata === undefined ? {} : { Metadata: JSON.stringify(metadata) }),
    ...(transforms.length === 0 ? {} : { DeclaredTransforms: transforms }),
    ResourceIdentifierSummaries: types.flatMap((type) => {
      const identifiers = resourceSchema(type)?.identifier ?? [];
      const ids = Object.values(resources)
        .filter((resource) => resource.type === type)
        .map(({ logicalId }) => logicalId);
      return identifiers.length === 0
        ? []
        : [{ ResourceType: type, LogicalResourceIds: ids, ResourceIdentifiers: [...identifiers] }];
    }),
  };
}
