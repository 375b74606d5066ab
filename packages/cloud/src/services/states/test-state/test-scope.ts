import type { Ids } from "@millrace/core";
import type { Json, JsonObject } from "../json.ts";
import type { Scopes } from "../run/state-io.ts";

/** What the expressions of a state see that is tested by itself. */
export class TestScope implements Scopes {
  readonly input: Json;
  readonly context: JsonObject;
  readonly variables: Readonly<Record<string, Json>>;
  readonly ids: Ids;

  constructor(options: Pick<TestScope, "input" | "context" | "variables" | "ids">) {
    this.input = options.input;
    this.context = options.context;
    this.variables = options.variables;
    this.ids = options.ids;
  }

  over(input: Json): TestScope {
    const { context, variables, ids } = this;
    return new TestScope({ input, context, variables, ids });
  }

  /** The same with more in the context object. */
  with(more: JsonObject = {}): TestScope {
    const { input, context, variables, ids } = this;
    return new TestScope({ input, context: { ...context, ...more }, variables, ids });
  }
}
