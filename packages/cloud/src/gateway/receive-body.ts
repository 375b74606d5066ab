import type { IncomingMessage } from "node:http";
import { AwsError } from "@millrace/wire";

/**
 * Reads a body into memory and hands it on in the same turn in which its last byte arrived: most requests are answered
 * without waiting for anything, and a promise would cost each of them a turn.
 */
export function receiveBody(
  request: IncomingMessage,
  bytesMax: number,
  then: (body: Buffer) => void,
  fail: (reason: "too large" | AwsError) => void,
): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let bytes = 0;
  let isOver = false;
  const end = (run: () => void): void => {
    if (isOver) return;
    isOver = true;
    run();
  };
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      end(() => fail("too large"));
      first = undefined;
      rest = undefined;
    } else if (first === undefined) first = chunk;
    else {
      rest ??= [first];
      rest.push(chunk);
    }
  });
  request.on("end", () => end(() => then(rest === undefined ? (first ?? noBytes) : Buffer.concat(rest, bytes))));
  // A client that goes away is an error, too: there is nobody left to tell, but the request is still recorded.
  request.on("error", () => end(() => fail(requestTimeout())));
}

const noBytes = Buffer.alloc(0);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const requestTimeout = (): AwsError =>
  new AwsError(
    "RequestTimeout",
    "Your socket connection to the server was not read from or written to within the timeout period.",
    { status: 400 },
  );
