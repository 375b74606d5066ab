/** Runs `work` on every one of `inputs`, at most `max` at a time; the results in order. Begins nothing more once one has failed. */
export async function inFlight<Input, Output>(
  inputs: readonly Input[],
  max: number,
  work: (input: Input) => Promise<Output>,
): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  const queue = inputs.entries();
  const worker = async (): Promise<void> => {
    // Leaving the loop by an error also ends the one queue that all workers take from.
    for (const [index, input] of queue) outputs[index] = await work(input);
  };
  await Promise.all(Array.from({ length: Math.min(max, inputs.length) }, worker));
  return outputs;
}
