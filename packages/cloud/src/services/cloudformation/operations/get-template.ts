import { onStack } from "../access.ts";
import { validation } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate: StackOperation<"GetTemplate"> = {
  access: onStack("GetTemplate"),

  run({ store }, input) {
    const { StackName: name, ChangeSetName: setName } = input;
    if (name === undefined && (setName === undefined || !setName.startsWith("arn:"))) {
      throw validation("StackName is a required parameter.");
    }
    const stack = name === undefined ? undefined : store.stack(name);
    const shown = stack?.current.templateId === "" ? stack.running?.target : stack?.current;
    const templateId = setName === undefined ? shown?.templateId : store.changeSet(setName, stack).target.templateId;
    // A stack that only waits for its first change set has no template, and is no error either.
    if (templateId === undefined) return { StagesAvailable: [] };
    const { original, processed } = store.template(templateId);
    const isProcessed = input.TemplateStage === "Processed" && processed !== undefined;
    return {
      TemplateBody: isProcessed ? JSON.stringify(processed) : original,
      StagesAvailable: ["Original" as const, "Processed" as const],
    };
  },
};
