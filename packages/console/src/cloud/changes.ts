import { useEffect, useState } from "preact/hooks";
import { after } from "../browser.ts";

type Listener = (services: ReadonlySet<string> | "all") => void;

const listeners = new Set<Listener>();
const watchers = new Set<(isThere: boolean) => void>();
const retryMs = 1000;
let isConnected = true;

/** Hears which services' state has changed. After the cloud was away, everything may have. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Whether the cloud is there. */
export function useConnection(): boolean {
  const [isThere, setThere] = useState(isConnected);
  useEffect(() => {
    watchers.add(setThere);
    setThere(isConnected);
    return () => {
      watchers.delete(setThere);
    };
  }, []);
  return isThere;
}

let source: EventSource | undefined;

/**
 * Listens while the page is looked at, and tries again whenever the cloud went away. A page in the background lets go: a browser
 * has six connections to a host, for all its tabs together.
 */
export function followChanges(): void {
  addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (source === undefined) listen();
  });
  if (!document.hidden) listen();
}

let isFirst = true;

function listen(): void {
  close();
  source = new EventSource("/_millrace/events");
  source.onopen = () => {
    if (!isFirst) tell("all");
    isFirst = false;
    connected(true);
  };
  source.onmessage = ({ data }) => {
    const { services } = JSON.parse(String(data)) as { services: readonly string[] };
    tell(new Set(services));
  };
  source.onerror = () => {
    close();
    connected(false);
    after(retryMs, () => {
      if (!document.hidden) listen();
    });
  };
}

function close(): void {
  source?.close();
  source = undefined;
}

function tell(services: ReadonlySet<string> | "all"): void {
  for (const listener of listeners) listener(services);
}

function connected(isThere: boolean): void {
  isConnected = isThere;
  for (const watcher of watchers) watcher(isThere);
}
