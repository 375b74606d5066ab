import { useEffect, useState } from "preact/hooks";
import { recall, remember } from "../browser.ts";
import { ask } from "./ask.ts";

const fallback = "us-east-1";
let chosen = recall("region") ?? fallback;
const listeners = new Set<() => void>();

/** The region that every view looks at. */
export const region = (): string => chosen;

export function chooseRegion(name: string): void {
  chosen = name;
  remember("region", name);
  for (const listener of listeners) listener();
}

export function useRegion(): string {
  const [shown, setShown] = useState(chosen);
  useEffect(() => {
    const follow = (): void => setShown(chosen);
    listeners.add(follow);
    follow();
    return () => {
      listeners.delete(follow);
    };
  }, []);
  return shown;
}

let found: Promise<readonly string[]> | undefined;

/** Regions in which there was something when the page was loaded; whoever comes first is led to one of them. */
export function findRegions(): Promise<readonly string[]> {
  found ??= readRegions();
  return found;
}

async function readRegions(): Promise<readonly string[]> {
  const { regions } = await ask<{ regions: readonly string[] }>("/_millrace/place");
  const [first] = regions;
  if (recall("region") === undefined && first !== undefined && !regions.includes(chosen)) chooseRegion(first);
  return regions;
}
