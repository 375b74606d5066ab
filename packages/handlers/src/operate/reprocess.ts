import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Run, SourceFile } from "../ledger/run.ts";
import { noSequencer } from "../source/event.ts";
import type { Tools } from "../tools.ts";
import { isForWorkflow } from "../workflow/is-for-workflow.ts";
import { startWorkflow } from "../workflow/start-workflow.ts";
import { compareFile, type FileComparison } from "./compare-file.ts";

/** The file of a run, as an event would name it. */
export const fileOfRun = ({ bucket, key, size, eTag, versionId, arrivedAt }: Run): SourceFile => ({
  bucket,
  key,
  size,
  eTag,
  versionId,
  arrivedAt,
  sequencer: noSequencer,
});

/** What reading the file of a run again would do. */
export const dryReprocess = (tools: Tools, run: Run): Promise<FileComparison> => compareFile(tools, fileOfRun(run));

/** Has the file of a run read again, by the pipeline's own function or workflow; false where the run has not ended yet. */
export async function reprocess(
  tools: Tools,
  run: Run,
  functionName = `${tools.pipeline.name}-file`,
): Promise<boolean> {
  if (!(await tools.ledger.reopen(run.runId))) return false;
  const file = fileOfRun(run);
  if (isForWorkflow(tools, file)) {
    await startWorkflow(tools, file, tools.ids.uuid());
    return true;
  }
  const lambda = await tools.clients.lambda();
  const Payload = Buffer.from(JSON.stringify({ file }));
  await lambda.send(new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload }));
  return true;
}
