import { onStack } from "../access.ts";
import { templateOf } from "../engine/deployment.ts";
import { validation } from "../errors.ts";
import { fetchText } from "../requests/fetch-template.ts";
import { parsedTemplate, summaryOf } from "../requests/template-summary.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary: StackOperation<"GetTemplateSummary"> = {
  access: onStack("GetTemplateSummary"),

  async run(call, input) {
    const { store } = call;
    const text = await fetchText(call, { body: input.TemplateBody, url: input.TemplateURL, what: "template" });
    if (text !== undefined) return summaryOf(parsedTemplate(text));
    if (input.StackName === undefined)
      throw validation("Either StackName or TemplateBody or TemplateURL must be specified.");
    const stack = store.stack(input.StackName);
    const sets = store.changeSets(stack.id);
    const deployed =
      stack.current.templateId === "" ? (stack.running?.target ?? sets.at(-1)?.target ?? stack.current) : stack.current;
    return summaryOf(templateOf(store, deployed));
  },
};
