import { ExecutionAlreadyExists, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { runIdOf, type SourceFile } from "../ledger/run.ts";
import { noSequencer } from "../source/event.ts";
import type { Tools } from "../tools.ts";

/** Starts the workflow of a file, once for every time that the file is sent; and once for `owner` where that cannot be told. */
export async function startWorkflow({ clients, config }: Tools, file: SourceFile, owner: string): Promise<void> {
  const execution = `${runIdOf(file)}-${file.sequencer === noSequencer ? owner : file.sequencer.slice(-16)}`;
  const states = await clients.states();
  try {
    await states.send(
      new StartExecutionCommand({
        stateMachineArn: config.stateMachine,
        name: execution,
        input: JSON.stringify({ file, execution }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
