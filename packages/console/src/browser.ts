/** The page's only home of time. */
export const now = (): number => Date.now();

export function after(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => clearTimeout(handle);
}

/** What this browser keeps of the reader's choices. Private windows may have no storage. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`millrace.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`millrace.${name}`, value);
  } catch {
    // The choice holds until the page is left.
  }
}

/** Hands a text to the reader as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  followDownload(url, name);
  after(1000, () => URL.revokeObjectURL(url));
}

export function followDownload(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
