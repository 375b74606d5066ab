import { type AuditedResource, objectOf, ofType } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

export const impatientWorkflow: TemplateRule = {
  level: "warning",
  title: "A workflow gives up at the first failure of a task",
  why: "Lambda and every other service have moments in which they refuse; one ends the whole execution",
  wayOut: "give the task Retry for what passes, or Catch for what does not",
  alsoKnownAs: ["AwsSolutions-SF1"],

  *find(template) {
    for (const machine of ofType(template, "AWS::StepFunctions::StateMachine")) {
      for (const [name, state] of statesOf(definitionOf(machine))) {
        if (state["Type"] !== "Task" || state["Retry"] !== undefined || state["Catch"] !== undefined) continue;
        yield { at: machine.id, says: `the task ${name} has neither Retry nor Catch` };
      }
    }
  },
};

function definitionOf({ properties }: AuditedResource): unknown {
  if (properties["Definition"] !== undefined) return properties["Definition"];
  try {
    return JSON.parse(String(properties["DefinitionString"]));
  } catch {
    return undefined;
  }
}

type State = ReturnType<typeof objectOf>;

/** Those of branches and items too. */
function* statesOf(definition: unknown): Generator<readonly [name: string, state: State]> {
  for (const [name, value] of Object.entries(objectOf(objectOf(definition)["States"]))) {
    const state = objectOf(value);
    yield [name, state];
    const { Branches: branches, Iterator: iterator, ItemProcessor: processor } = state;
    for (const inner of [...(Array.isArray(branches) ? branches : []), iterator, processor]) yield* statesOf(inner);
  }
}
