import { onPipe, passRole } from "../access.ts";
import { conflict } from "../errors.ts";
import type { Pipe } from "../model.ts";
import { pipeState } from "../output.ts";
import { problemOf, readSource } from "../read-pipe.ts";
import type { PipesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
export const createPipe: PipesOperation<"CreatePipe"> = {
  access: (input, scope) => [onPipe("CreatePipe")(input, scope), ...passRole(input.RoleArn)],

  run({ store, clock }, input) {
    const { Name = "", Source: source = "", Target: target = "", Enrichment: enrichment } = input;
    const sourceParameters = readSource(source, input.SourceParameters);
    if (store.find(Name) !== undefined) throw conflict(`Pipe ${Name} already exists.`);

    const pipe: Pipe = {
      name: Name,
      description: input.Description,
      desiredState: input.DesiredState ?? "RUNNING",
      stateReason: problemOf({ source, enrichment, target }),
      source,
      sourceParameters,
      enrichment,
      enrichmentParameters: input.EnrichmentParameters,
      target,
      targetParameters: input.TargetParameters ?? {},
      roleArn: input.RoleArn ?? "",
      logConfiguration: input.LogConfiguration,
      kmsKeyIdentifier: input.KmsKeyIdentifier,
      tags: input.Tags ?? {},
      createdAt: clock.now(),
      modifiedAt: clock.now(),
    };
    store.put(pipe);
    return { ...pipeState(store.scope, pipe), CurrentState: "CREATING" };
  },
};
