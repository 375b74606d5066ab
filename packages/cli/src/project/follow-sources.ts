import { type Clock, wallClock } from "@millrace/core";
import { duration, type Terminal } from "../terminal.ts";
import type { Project } from "./load-project.ts";
import { SourceWatcher } from "./watch-sources.ts";

export interface FollowOptions {
  readonly project: Project;
  readonly load: () => Promise<Project>;
  /** Brings the cloud to what the project says now; answers what was changed, in words. */
  readonly deploy: (project: Project) => Promise<readonly string[]>;
  readonly terminal: Terminal;
  readonly clock?: Clock;
}

/** Builds and deploys again whenever a source changes. What cannot be built leaves what runs as it is. */
export function followSources({ project, load, deploy, terminal, clock = wallClock }: FollowOptions): SourceWatcher {
  let isBusy = false;
  let isStale = false;
  const rebuild = async (): Promise<void> => {
    isStale = isBusy;
    if (isBusy) return;
    isBusy = true;
    const started = clock.now();
    try {
      const next = await load();
      watcher.watch(next.sources);
      const changed = await deploy(next);
      const what = changed.length === 0 ? "nothing to change" : changed.join(", ");
      terminal.line(`${terminal.green("rebuilt")} ${what} ${terminal.dim(`in ${duration(clock.now() - started)}`)}`);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      terminal.problem(
        `${terminal.red("not rebuilt")}: ${message}\n${terminal.dim("What ran before goes on running.")}`,
      );
    }
    isBusy = false;
    if (isStale) await rebuild();
  };
  const watcher = new SourceWatcher(clock, () => void rebuild());
  watcher.watch(project.sources);
  return watcher;
}
