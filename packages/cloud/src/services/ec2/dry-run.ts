import { AwsError } from "@millrace/wire";
import type { Service } from "../../kernel/service.ts";
import type { Ec2Store } from "./store.ts";

type Operations = Service<Ec2Store>["operations"];

/** Every operation can be asked whether the caller may do it, and then does nothing. */
export const withDryRuns = (operations: Operations): Operations =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      {
        ...operation,
        run(call, input: { readonly DryRun?: boolean | undefined }) {
          if (input.DryRun === true) {
            throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", {
              status: 412,
            });
          }
          return operation.run(call, input);
        },
      } satisfies Operations[string],
    ]),
  );
