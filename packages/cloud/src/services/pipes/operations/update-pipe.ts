import { onPipe, passRole } from "../access.ts";
import type { Pipe } from "../model.ts";
import { pipeState } from "../output.ts";
import { problemOf, readSource } from "../read-pipe.ts";
import type { PipesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html */
export const updatePipe: PipesOperation<"UpdatePipe"> = {
  access: (input, scope) => [onPipe("UpdatePipe")(input, scope), ...passRole(input.RoleArn)],

  run({ store, clock }, input) {
    const before = store.pipe(input.Name ?? "");
    const target = input.Target ?? before.target;
    const enrichment = input.Enrichment === "" ? undefined : (input.Enrichment ?? before.enrichment);
    const changes = input.SourceParameters as Pipe["sourceParameters"] | undefined;
    const sourceParameters = readSource(before.source, {
      ...before.sourceParameters,
      ...changes,
      ...changedStream("DynamoDBStreamParameters", before, changes),
      ...changedStream("KinesisStreamParameters", before, changes),
    });

    const pipe: Pipe = {
      ...before,
      description: input.Description ?? before.description,
      desiredState: input.DesiredState ?? before.desiredState,
      stateReason: problemOf({ source: before.source, enrichment, target }),
      sourceParameters,
      enrichment,
      enrichmentParameters: input.EnrichmentParameters ?? before.enrichmentParameters,
      target,
      targetParameters: input.TargetParameters ?? before.targetParameters,
      roleArn: input.RoleArn ?? before.roleArn,
      logConfiguration: input.LogConfiguration ?? before.logConfiguration,
      kmsKeyIdentifier: input.KmsKeyIdentifier ?? before.kmsKeyIdentifier,
      modifiedAt: clock.now(),
    };
    store.put(pipe);
    return { ...pipeState(store.scope, pipe), CurrentState: "UPDATING" };
  },
};

/** Where reading begins stays, which a change does not name. */
function changedStream(
  name: "DynamoDBStreamParameters" | "KinesisStreamParameters",
  { sourceParameters: before }: Pipe,
  changes: Pipe["sourceParameters"] | undefined,
): Pipe["sourceParameters"] {
  return before[name] === undefined ? {} : { [name]: { ...before[name], ...changes?.[name] } };
}
