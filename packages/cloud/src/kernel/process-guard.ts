import { type ChildProcess, spawn } from "node:child_process";

/**
 * Reads `+ group` and `- group` from its standard input, whose other end only the cloud holds. When that is gone, so is
 * the cloud, however it ended: then everything that is still listed is killed. Signals of a terminal are not its business.
 */
const script = `
trap '' HUP INT TERM
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%%" $group "*} \${groups#*" $group "}" ;;
  esac
done
for group in $groups; do kill -9 -"$group"; done
`;

/**
 * Sees to it that no process which the cloud has started outlives it, not even after a kill -9 that leaves the cloud no
 * turn of its own. One small shell for all of them, started with the first.
 */
export class ProcessGuard {
  #shell: ChildProcess | undefined;
  #isStopped = false;

  /** To be told of every process group as soon as it is there. */
  watch(group: number): void {
    this.#tell(`+ ${group}\n`);
  }

  /** To be told as soon as a group is gone: its number may be given to others. */
  release(group: number): void {
    if (this.#shell !== undefined) this.#tell(`- ${group}\n`);
  }

  /** Kills what is still listed. */
  stop(): void {
    this.#isStopped = true;
    this.#shell?.stdin?.end();
  }

  #tell(line: string): void {
    if (this.#isStopped) return;
    this.#shell ??= start();
    this.#shell.stdin?.write(line);
  }
}

function start(): ChildProcess {
  // A session of its own: what is sent to the cloud's whole group must not reach it.
  const shell = spawn("/bin/sh", ["-c", script], {
    detached: true,
    cwd: "/",
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell there is no guard; functions still end by themselves when their pipes break.
  shell.on("error", () => undefined);
  shell.stdin?.on("error", () => undefined);
  shell.unref();
  return shell;
}
