import { streamHasConsumers } from "../errors.ts";
import { onStream } from "../on-stream.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html */
export const deleteStream = onStream("DeleteStream", ({ store }, stream, input) => {
  const isRead = store.consumers(stream).next().done !== true;
  if (isRead && input.EnforceConsumerDeletion !== true) throw streamHasConsumers(stream.name, store.scope);

  store.delete(stream);
});
