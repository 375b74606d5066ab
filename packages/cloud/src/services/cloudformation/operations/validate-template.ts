import { onStack } from "../access.ts";
import { validation } from "../errors.ts";
import { fetchText } from "../requests/fetch-template.ts";
import { parsedTemplate, summaryOf } from "../requests/template-summary.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate: StackOperation<"ValidateTemplate"> = {
  access: onStack("ValidateTemplate"),

  async run(call, input) {
    const text = await fetchText(call, { body: input.TemplateBody, url: input.TemplateURL, what: "template" });
    if (text === undefined) throw validation("Either Template URL or Template Body must be specified.");
    const { Parameters, Description, Capabilities, CapabilitiesReason, DeclaredTransforms } = summaryOf(
      parsedTemplate(text),
    );
    return {
      Description,
      Capabilities,
      CapabilitiesReason,
      DeclaredTransforms,
      Parameters: Parameters.map(({ ParameterKey, DefaultValue, NoEcho, Description: told }) => ({
        ParameterKey,
        DefaultValue,
        NoEcho,
        Description: told,
      })),
    };
  },
};
