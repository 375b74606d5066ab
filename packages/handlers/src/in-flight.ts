/** Runs `work` on every one of `inputs`, at most `max` at a time; the results in order. Begins nothing more once one has failed. */
export async function inFlight<Input, Output>(
  inputs: readonly Input[],
  max: number,
  work: (input: Input) => Promise<Output>,
): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  const queue = each(inputs);
  const worker = async (): Promise<void> => {
    // An error that leaves the loop also ends the queue, which all workers share.
    for (const [index, input] of queue) outputs[index] = await work(input);
  };
  await Promise.all(Array.from({ length: Math.min(max, inputs.length) }, worker));
  return outputs;
}

function* each<Input>(inputs: readonly Input[]): Generator<[number, Input]> {
  yield* inputs.entries();
}
