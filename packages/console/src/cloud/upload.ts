import { presign } from "./call.ts";

/** Puts a file by a presigned URL and tells how far it is, from 0 to 1. */
export async function upload(
  file: File,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  onProgress: (share: number) => void,
): Promise<void> {
  const url = await presign("PUT", bucket, key);
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject(new Error(/<Message>(.*?)<\/Message>/.exec(request.responseText)?.[1] ?? request.statusText));
    request.onerror = () => reject(new Error("The cloud does not answer"));
    request.open("PUT", url);
    request.send(file);
  });
}
