import yazl from "yazl";

/** A zip of files by name, the same bytes every time. */
export async function zip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, text] of Object.entries(files)) file.addBuffer(Buffer.from(text), name, { mtime: new Date(0) });
  file.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
