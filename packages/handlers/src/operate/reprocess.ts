import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Run, SourceFile } from "../ledger/run.ts";
import { noSequencer } from "../source/event.ts";
import type { Tools } from "../tools.ts";
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

/** Has the file of a run read again, by the pipeline's own function; false where the run has not ended yet. */
export async function reprocess(
  tools: Tools,
  run: Run,
  functionName = `${tools.pipeline.name}-file`,
): Promise<boolean> {
  if (!(await tools.ledger.reopen(run.runId))) return false;
  const lambda = await tools.clients.lambda();
  const Payload = Buffer.from(JSON.stringify({ file: fileOfRun(run) }));
  await lambda.send(new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload }));
  return true;
}
