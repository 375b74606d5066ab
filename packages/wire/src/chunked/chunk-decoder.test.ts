import { describe, expect, test } from "vitest";
import type { SignatureV4 } from "../signature/signature.ts";
import { ChunkDecoder } from "./chunk-decoder.ts";
import { ChunkSigner } from "./chunk-signer.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html#example-signature-calculations-streaming */
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const seed = (signature: string): SignatureV4 => ({
  kind: "header",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  date: "20130524",
  region: "us-east-1",
  service: "s3",
  signedHeaders: "",
  signature,
  timestamp: "20130524T000000Z",
  sessionToken: undefined,
  expiresSeconds: undefined,
});

const content = "a".repeat(66_560);

const signedBody = (signatures: readonly string[], trailer = ""): string =>
  `10000;chunk-signature=${signatures[0]}\r\n${content.slice(0, 65_536)}\r\n400;chunk-signature=${signatures[1]}\r\n${content.slice(65_536)}\r\n0;chunk-signature=${signatures[2]}\r\n${trailer}\r\n`;

const plain = signedBody([
  "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
  "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
  "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
]);
const plainSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html#example-signature-calculations-trailing-header */
const withTrailer = signedBody(
  [
    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
  ],
  "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n",
);
const trailerSeed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";

interface Decoded {
  readonly text: string;
  readonly trailers: ReadonlyMap<string, string>;
}

function decode(body: string, signer?: ChunkSigner, pieceBytes = body.length): Decoded {
  const parts: Buffer[] = [];
  const decoder = new ChunkDecoder({ onData: (bytes) => parts.push(bytes), signer });
  for (let at = 0; at < body.length; at += pieceBytes)
    decoder.write(Buffer.from(body.slice(at, at + pieceBytes), "latin1"));
  decoder.end();
  return { text: Buffer.concat(parts).toString("latin1"), trailers: decoder.trailers };
}

describe("a chunked body", () => {
  test.each([65_600, 1000, 1])("of AWS's signed example decodes in pieces of %d bytes", (pieceBytes) => {
    const { text } = decode(plain, new ChunkSigner(seed(plainSeed), secret), pieceBytes);

    expect(text === content).toBe(true);
  });

  test("of AWS's example with a signed trailer decodes, and yields the trailer", () => {
    const { text, trailers } = decode(withTrailer, new ChunkSigner(seed(trailerSeed), secret));

    expect(text === content).toBe(true);
    expect([...trailers]).toEqual([["x-amz-checksum-crc32c", "sOO8/Q=="]]);
  });

  test("without signatures decodes, its last line end present or not", () => {
    const body = "3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n";

    const results = [decode(body), decode(`${body}\r\n`)];

    expect(results.map(({ text, trailers }) => [text, trailers.get("x-amz-checksum-crc32")])).toEqual([
      ["abc", "AAAA"],
      ["abc", "AAAA"],
    ]);
  });

  test.each([
    ["changed in one byte", plain.replace("aaa", "aab"), plainSeed],
    ["with its last signature left out", plain.replace(/0;chunk-signature=b6.*\r\n/, "0\r\n"), plainSeed],
    ["with a changed trailer", withTrailer.replace("sOO8", "sOO9"), trailerSeed],
    ["with an unsigned trailer", withTrailer.replace(/x-amz-trailer-signature.*\r\n/, ""), trailerSeed],
  ])("is refused %s", (_, body, seedSignature) => {
    const decoding = (): Decoded => decode(body, new ChunkSigner(seed(seedSignature), secret));

    expect(decoding).toThrow("does not match the signature you provided");
  });

  test.each([
    ["ends within a chunk", "5\r\nabc", "The request body terminated unexpectedly"],
    ["ends before its last chunk", "3\r\nabc\r\n", "The request body terminated unexpectedly"],
    ["names no size", "x\r\nabc\r\n0\r\n\r\n", "not well chunked"],
    ["holds more than its size", "2\r\nabc\r\n0\r\n\r\n", "not well chunked"],
    ["goes on after its end", "0\r\n\r\nmore", "not well chunked"],
    ["has an endless line", `1${"0".repeat(20_000)}`, "not well chunked"],
  ])("is refused when it %s", (_, body, text) => {
    expect(() => decode(body)).toThrow(text);
  });
});
