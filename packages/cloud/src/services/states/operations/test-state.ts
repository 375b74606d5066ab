import { accessTo, passRole } from "../access.ts";
import type { StatesOperation } from "../shapes.ts";
import { testOneState } from "../test-state/test-one-state.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export const testState: StatesOperation<"TestState"> = {
  access: (input) => [accessTo("TestState", "*"), ...passRole(input.roleArn)],

  run: (call, input) => testOneState(call, input),
};
