import { describe, expect, test } from "vitest";
import { openModels } from "../open-models.ts";
import { encodeEvents } from "./encode-events.ts";
import { type EventMessage, readMessage, writeMessage } from "./message.ts";

describe("a message of an event stream", () => {
  const message: EventMessage = {
    headers: { text: "é", yes: true, no: false, number: -5, bytes: Buffer.from([1, 2]), time: new Date(1234) },
    payload: Buffer.from("payload"),
  };

  test("is read as it was written, and waits for its last byte", () => {
    const bytes = Buffer.concat([writeMessage(message), Buffer.from("more")]);
    const { length } = writeMessage(message);

    expect(readMessage(bytes)).toEqual({ message, length });
    expect(readMessage(bytes.subarray(0, length - 1))).toBeUndefined();
    expect(readMessage(bytes.subarray(0, 11))).toBeUndefined();
  });

  test("without headers and payload is the sixteen bytes of the specification", () => {
    expect(writeMessage({ headers: {}, payload: Buffer.alloc(0) }).toString("hex")).toBe(
      "000000100000000005c248eb7d98c8ff",
    );
  });

  test("is refused when a byte of it changed", () => {
    const bytes = writeMessage(message);

    const damaged = [0, 5, 20, bytes.length - 1].map((at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    });

    for (const copy of damaged) expect(() => readMessage(copy)).toThrow("a message is malformed");
  });
});

async function messagesOf(
  service: string,
  name: string,
  output: object,
  format: "json" | "xml" | "cbor",
  initial?: string,
): Promise<readonly EventMessage[]> {
  const schema = openModels().model(service).operation(name)?.output;
  if (schema === undefined) throw new Error(`no ${name}`);
  const options = initial === undefined ? { format } : { format, initialContentType: initial };
  const messages: EventMessage[] = [];
  for await (const bytes of encodeEvents(schema, output as never, options)) {
    const read = readMessage(bytes);
    if (read !== undefined) messages.push(read.message);
  }
  return messages;
}

async function* events(...list: readonly object[]): AsyncGenerator<object> {
  yield* list;
}

describe("an output that streams events", () => {
  test("of S3 sends records as bytes and statistics as XML", async () => {
    const payload = events(
      { Records: { Payload: Buffer.from("a,b\n") } },
      { Stats: { Details: { BytesScanned: 5 } } },
      { End: {} },
    );

    const messages = await messagesOf("s3", "SelectObjectContent", { Payload: payload }, "xml");

    expect(
      messages.map((message) => [
        message.headers[":event-type"],
        message.headers[":content-type"],
        String(message.payload),
      ]),
    ).toEqual([
      ["Records", "application/octet-stream", "a,b\n"],
      ["Stats", "text/xml", "<Stats><BytesScanned>5</BytesScanned></Stats>"],
      ["End", undefined, ""],
    ]);
  });

  test("of a JSON service begins with the members beside the stream, and ends with an error as an event", async () => {
    const responseStream = events(
      { sessionUpdate: { sessionResults: [] } },
      { SessionTimeoutException: { message: "late" } },
    );

    const messages = await messagesOf(
      "logs",
      "StartLiveTail",
      { responseStream },
      "json",
      "application/x-amz-json-1.1",
    );

    expect(
      messages.map(({ headers, payload }) => [
        headers[":message-type"],
        headers[":event-type"] ?? headers[":exception-type"],
        String(payload),
      ]),
    ).toEqual([
      ["event", "initial-response", "{}"],
      ["event", "sessionUpdate", '{"sessionResults":[]}'],
      ["exception", "SessionTimeoutException", '{"message":"late"}'],
    ]);
  });

  test("refuses an event that its model does not know", async () => {
    await expect(
      messagesOf("logs", "StartLiveTail", { responseStream: events({ nothing: {} }) }, "json"),
    ).rejects.toThrow("has none of this name");
  });
});
