import { recall, remember } from "./browser.ts";

const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const theme = (): Theme => themes.find((name) => name === recall("theme")) ?? "auto";

/** What the system prefers, unless the reader has said otherwise. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme();
}

export function nextTheme(): Theme {
  const next = themes[(themes.indexOf(theme()) + 1) % themes.length] ?? "auto";
  remember("theme", next);
  applyTheme();
  return next;
}
