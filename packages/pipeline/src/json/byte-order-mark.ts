import { PipelineError } from "../pipeline-error.ts";

/** JSON is UTF-8 and nothing else (https://www.rfc-editor.org/rfc/rfc8259#section-8.1). The bytes of its mark, which some writers add. */
export function utf8MarkBytes(bytes: Buffer): number {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new PipelineError("encoding-error", "Cannot read JSON in UTF-16: expected UTF-8, as RFC 8259 asks for");
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
