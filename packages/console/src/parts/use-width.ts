import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** How wide an element is, in pixels, as it changes. */
export function useWidth<Kind extends Element>(before: number): readonly [RefObject<Kind>, number] {
  const element = useRef<Kind>(null);
  const [width, setWidth] = useState(before);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
