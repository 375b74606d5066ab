import { open } from "node:fs/promises";

/** Numbers of processors in the head of a program. https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const machines: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7 };
const machineAt = 18;

/**
 * Why a bootstrap cannot be started here, in the words of AWS's supervisor; undefined when it can. Node.js would hand what the
 * system refuses to a shell, which AWS does not.
 */
export async function entrypointProblem(file: string): Promise<string | undefined> {
  const head = await readHead(file);
  if (head === undefined) return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  if (process.platform !== "linux" || head.toString("latin1", 0, 2) === "#!") return undefined;
  const isProgram = head.toString("latin1", 0, 4) === "\x7fELF" && head.length >= machineAt + 2;
  const machine = machines[process.arch];
  const isForUs = isProgram && (machine === undefined || head.readUInt16LE(machineAt) === machine);
  return isForUs ? undefined : "fork/exec /var/task/bootstrap: exec format error";
}

async function readHead(file: string): Promise<Buffer | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(machineAt + 2), 0, machineAt + 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
