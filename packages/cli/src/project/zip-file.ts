import yazl from "yazl";

/** The beginning of what zip files can say of time: the same content must give the same bytes. */
const mtime = new Date(1980, 0, 1);

export async function zipFile(files: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name, { mtime, mode: 0o100644 });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
