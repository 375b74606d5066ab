import type { Chunk, FinishResult, Handlers, SourceFile } from "@millrace/handlers";
import type { HandMade } from "./hand-made.ts";

/** What may go wrong in a test: a state is told to fail before, or after, its function has run. */
export type Disturb = (state: string) => Promise<void>;

/** Runs a file through the functions of the workflow in the order of the state machine, each tried three times. */
export async function driveWorkflow(
  handlers: Handlers,
  {
    file,
    branches,
    made,
  }: { readonly file: SourceFile; readonly branches: readonly string[]; readonly made: HandMade },
  disturb: Disturb = async () => undefined,
): Promise<FinishResult | "duplicate"> {
  const state = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    for (let attempt = 1; ; attempt++) {
      try {
        await disturb(`before ${name}`);
        const result = await run();
        await disturb(`after ${name}`);
        return result;
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  };
  const context = { awsRequestId: "request" };
  const given = { file, execution: "execution" };
  let run: { readonly runId: string; readonly file: SourceFile } | undefined;
  try {
    const planned = await state("plan", () => handlers.plan(given, context));
    if (planned.outcome === "duplicate") return "duplicate";
    const { runId } = planned;
    run = { runId, file };
    const chunks = JSON.parse(await made.text(planned.scratch.manifest)) as Chunk[];
    await Promise.all(
      chunks.flatMap((chunk) =>
        branches.map((branch) => state("branch", () => handlers.branch({ runId, file, chunk, branch }))),
      ),
    );
    if (branches.length > 1) {
      const checks = chunks.map((chunk) =>
        state("check", () => handlers.consolidate({ runId, file, chunk, onlyCheck: true })),
      );
      await Promise.all(checks);
    }
    await state("decide", () => handlers.decide({ runId, file }));
    await Promise.all(chunks.map((chunk) => state("consolidate", () => handlers.consolidate({ runId, file, chunk }))));
    return await state("finish", () => handlers.finish({ runId, file }));
  } catch (error) {
    return handlers.finish({ ...(run ?? { given }), error: { Error: error instanceof Error ? error.name : "Error" } });
  }
}
