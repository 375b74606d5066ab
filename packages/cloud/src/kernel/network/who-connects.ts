import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import type { Socket } from "node:net";
import { promisify } from "node:util";

type Ends = Pick<Socket, "localPort" | "remotePort">;

/** Which of the process groups has the other end of a connection within this machine; undefined for none of them. */
export async function whoConnects(socket: Ends, groups: ReadonlySet<number>): Promise<number | undefined> {
  try {
    return await (process.platform === "linux" ? onLinux(socket, groups) : elsewhere(socket, groups));
  } catch {
    // What the system does not tell is nobody's.
    return undefined;
  }
}

async function onLinux(socket: Ends, groups: ReadonlySet<number>): Promise<number | undefined> {
  const inode = await inodeOf(socket);
  if (inode === undefined) return undefined;
  for (const group of groups) if (await hasOpen(group, inode)) return group;
  // What a function has started itself is in its session.
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const session = await sessionOf(name);
    if (session !== undefined && groups.has(session) && (await hasOpen(Number(name), inode))) return session;
  }
  return undefined;
}

/** https://docs.kernel.org/networking/proc_net_tcp.html */
async function inodeOf({ localPort = 0, remotePort = 0 }: Ends): Promise<string | undefined> {
  const [mine, theirs] = [localPort, remotePort].map((port) => port.toString(16).toUpperCase().padStart(4, "0"));
  const row = new RegExp(`^\\s*\\d+: [0-9A-F]+:${theirs} [0-9A-F]+:${mine} (?:\\S+ +){6}(\\d+)`, "m");
  for (const table of ["tcp", "tcp6"]) {
    const text = await readFile(`/proc/net/${table}`, "latin1").catch(() => "");
    const inode = row.exec(text)?.[1];
    if (inode !== undefined && inode !== "0") return inode;
  }
  return undefined;
}

async function hasOpen(pid: number, inode: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => "")));
  return links.includes(`socket:[${inode}]`);
}

async function sessionOf(pid: string): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // Behind the name, which may have spaces and parentheses: state, parent, group, session.
  const [, , , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return session === undefined ? undefined : Number(session);
}

/** macOS and other Unixes have a program that tells: process, group, and the connection's two ends. */
async function elsewhere({ localPort, remotePort }: Ends, groups: ReadonlySet<number>): Promise<number | undefined> {
  const { stdout } = await promisify(execFile)("lsof", ["-nP", `-iTCP:${remotePort}`, "-Fgn"]);
  let group: number | undefined;
  for (const line of stdout.split("\n")) {
    if (line.startsWith("g")) group = Number(line.slice(1));
    const isMeant = new RegExp(`^n\\S*:${remotePort}->\\S*:${localPort}$`).test(line);
    if (isMeant && group !== undefined && groups.has(group)) return group;
  }
  return undefined;
}
