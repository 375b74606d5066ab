import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { after } from "../browser.ts";
import { onChange } from "./changes.ts";
import { useRegion } from "./place.ts";

/** What a view has of the cloud so far. */
export interface Loaded<Value> {
  /** Kept while a newer one is on its way. */
  readonly value: Value | undefined;
  readonly error: Error | undefined;
  readonly reload: () => void;
}

/** Between two readings of what keeps changing. */
const restMs = 700;

/**
 * Reads something, and again whenever one of `services` changes: never twice at once, and not more often than the eye can follow.
 * `key` names what is read; another key starts anew.
 */
export function useCloud<Value>(key: string, services: readonly string[], load: () => Promise<Value>): Loaded<Value> {
  const place = `${useRegion()} ${key}`;
  const [state, setState] = useState<{ place: string; value?: Value; error?: Error }>({ place });
  const newest = useRef(load);
  newest.current = load;
  const ask = useRef<() => void>(() => undefined);

  // At once, not after the next painting: what is asked first is there first.
  useLayoutEffect(() => {
    let isOver = false;
    let isBusy = false;
    let isStale = false;
    const run = async (): Promise<void> => {
      isBusy = true;
      isStale = false;
      const next = await newest.current().then(
        (value) => ({ place, value }),
        (error: Error) => ({ place, error }),
      );
      if (isOver) return;
      setState((before) => ("error" in next && before.place === place ? { ...before, ...next } : next));
      after(restMs, () => {
        isBusy = false;
        if (isStale && !isOver) void run();
      });
    };
    const wake = (): void => {
      isStale = true;
      if (!isBusy) void run();
    };
    ask.current = wake;
    wake();
    const stop = onChange((changed) => {
      if (changed === "all" || services.some((service) => changed.has(service))) wake();
    });
    return () => {
      isOver = true;
      stop();
    };
    // The services of a view are always the same.
  }, [place]);

  const reload = useCallback(() => ask.current(), []);
  const isCurrent = state.place === place;
  return { value: isCurrent ? state.value : undefined, error: isCurrent ? state.error : undefined, reload };
}
