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
    return () => {
      watchers.delete(setThere);
    };
  }, []);
  return isThere;
}

/** Listens for as long as the page is open, and tries again whenever the cloud went away. */
export function followChanges(): void {
  const source = new EventSource("/_millrace/events");
  source.onopen = () => {
    if (!isConnected) tell("all");
    connected(true);
  };
  source.onmessage = ({ data }) => {
    const { services } = JSON.parse(String(data)) as { services: readonly string[] };
    tell(new Set(services));
  };
  source.onerror = () => {
    source.close();
    connected(false);
    after(retryMs, followChanges);
  };
}

function tell(services: ReadonlySet<string> | "all"): void {
  for (const listener of listeners) listener(services);
}

function connected(isThere: boolean): void {
  isConnected = isThere;
  for (const watcher of watchers) watcher(isThere);
}
