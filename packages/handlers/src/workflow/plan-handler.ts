import { archiveHeadBytes, decompressed, isArchive, planChunks, withHead } from "@millrace/pipeline";
import type { PlanResult } from "../contract.ts";
import { reasonOf } from "../failure-reason.ts";
import type { Claim } from "../ledger/ledger.ts";
import { runIdOf, type SourceFile } from "../ledger/run.ts";
import { executionOf, fileOf } from "../source/event.ts";
import { openFile } from "../source/open-file.ts";
import { wholeFile } from "../source/whole-file.ts";
import type { LambdaContext, Tools } from "../tools.ts";
import { scratchNames, WorkflowRun } from "./workflow-run.ts";

/** Claims the run and finds the pieces of the file; what is compressed is unpacked first, as it can be read from its beginning only. */
export async function planFile(tools: Tools, input: unknown, context: LambdaContext): Promise<PlanResult> {
  const file = await wholeFile(tools.clients.s3, fileOf(input));
  const runId = runIdOf(file);
  const run = new WorkflowRun(tools, runId, file);
  const { bucket } = file;
  const owner = executionOf(input) ?? context.awsRequestId;
  const { claim } = await tools.ledger.claim(file, owner, tools.config.workflowLeaseMs);
  if (claim === undefined) {
    return { runId, file, outcome: "duplicate", scratch: { bucket, manifest: "" }, chunks: 0 };
  }
  run.begin(claim);
  const { chunks, ...plan } = await planOf(tools, run, claim);
  await run.leavePlan({ ...plan, claim, chunks: chunks.length }, chunks);
  const manifest = run.scratch.key(scratchNames.manifest);
  return { runId, file, outcome: "claimed", scratch: { bucket, manifest }, chunks: chunks.length };
}

/** A file that cannot be read has no pieces, and a reason; `finish` puts it into the ledger. */
async function planOf(tools: Tools, run: WorkflowRun, { file }: Claim) {
  try {
    const content = await unpacked(tools, run, file);
    const { pipeline, clients } = tools;
    const bytes = await openFile(clients.s3, content);
    const options = { name: file.key, chunkBytes: pipeline.run.chunkBytes };
    const { chunks, ...plan } = await planChunks(Object.values(pipeline.source.formats), bytes, options);
    return { content, plan, chunks };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return { content: file, chunks: [], reason };
  }
}

async function unpacked({ clients }: Tools, run: WorkflowRun, file: SourceFile): Promise<SourceFile> {
  const { head, rest } = await withHead(await openFile(clients.s3, file), archiveHeadBytes);
  if (!isArchive(head)) {
    await rest[Symbol.asyncIterator]().return?.(undefined);
    return file;
  }
  const copy = run.scratch.object(scratchNames.unpacked, "application/octet-stream");
  for await (const bytes of decompressed(rest)) await copy.write(Buffer.from(bytes));
  await copy.close();
  return { ...file, key: run.scratch.key(scratchNames.unpacked), versionId: undefined, eTag: "" };
}
