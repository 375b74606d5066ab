import type { FunctionComponent } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { useConnection } from "./cloud/changes.ts";
import { useRegion } from "./cloud/place.ts";
import { FaultBanner } from "./faults/fault-banner.tsx";
import { RegionChoice } from "./parts/region-choice.tsx";
import { goTo, linkTo, useRoute } from "./route.ts";
import { nextTheme, theme } from "./theme.ts";
import type { ViewProps } from "./view-props.ts";
import { Access } from "./views/access.tsx";
import { Buckets } from "./views/buckets/buckets.tsx";
import { ClockView } from "./views/clock/clock.tsx";
import { Databases } from "./views/databases/databases.tsx";
import { Files } from "./views/files/files.tsx";
import { Functions } from "./views/functions.tsx";
import { Home } from "./views/home/home.tsx";
import { Logs } from "./views/logs.tsx";
import { Messages } from "./views/messages/messages.tsx";
import { Metrics } from "./views/metrics.tsx";
import { Network } from "./views/network/network.tsx";
import { Tables } from "./views/tables/tables.tsx";
import { Workflows } from "./views/workflows/workflows.tsx";

interface View {
  readonly title: string;
  /** Pressed after `g`. */
  readonly letter: string;
  readonly show: FunctionComponent<ViewProps>;
}

const views: Readonly<Record<string, View>> = {
  home: { title: "Home", letter: "h", show: Home },
  files: { title: "Files", letter: "f", show: Files },
  workflows: { title: "Workflows", letter: "w", show: Workflows },
  tables: { title: "Tables", letter: "t", show: Tables },
  databases: { title: "Databases", letter: "d", show: Databases },
  buckets: { title: "Buckets", letter: "b", show: Buckets },
  functions: { title: "Functions", letter: "u", show: Functions },
  messages: { title: "Queues & topics", letter: "q", show: Messages },
  logs: { title: "Logs", letter: "l", show: Logs },
  metrics: { title: "Metrics & alarms", letter: "m", show: Metrics },
  network: { title: "Network", letter: "n", show: Network },
  access: { title: "Access", letter: "a", show: Access },
  clock: { title: "Clock & faults", letter: "c", show: ClockView },
};

/** The frame around every view. */
export function App() {
  const [name = "home", ...path] = useRoute();
  const view = views[name] ?? views["home"];
  const isThere = useConnection();
  const place = useRegion();
  useKeys();
  useEffect(() => {
    document.title = `${view?.title ?? ""} · Millrace`;
    // Where there is little room the views stand in a line that scrolls.
    document.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [view]);
  const Show = view?.show ?? Home;
  return (
    <div class="shell">
      <header class="shell-head">
        <a class="brand" href={linkTo("home")}>
          <Waves /> Millrace
        </a>
        <nav class="shell-nav" aria-label="Views">
          {Object.entries(views).map(([id, { title, letter }]) => (
            <a key={id} href={linkTo(id)} aria-current={views[id] === view ? "page" : undefined}>
              {title}
              <kbd title={`Press g, then ${letter}`}>{letter}</kbd>
            </a>
          ))}
        </nav>
        <div class="shell-foot">
          <RegionChoice />
          <ThemeChoice />
        </div>
      </header>
      <main class="shell-main" key={place}>
        {isThere ? undefined : (
          <p class="away" role="alert">
            The cloud does not answer. This page shows what it last knew, and goes on when the cloud is back.
          </p>
        )}
        <FaultBanner />
        <Show path={path} />
      </main>
    </div>
  );
}

function ThemeChoice() {
  const [shown, setShown] = useState(theme());
  return (
    <button type="button" class="quiet" onClick={() => setShown(nextTheme())}>
      Theme: {shown}
    </button>
  );
}

const Waves = () => (
  <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
    <path d="M1 4q4-4 7 0t7 0M1 8q4-4 7 0t7 0M1 12q4-4 7 0t7 0" />
  </svg>
);

/** `g` and a letter go to a view, as in other consoles. */
function useKeys(): void {
  // Before the first drawing: what is to be seen can be reached.
  useLayoutEffect(() => {
    let isGoing = false;
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null;
      if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(target?.tagName ?? "")) return;
      const found = isGoing ? Object.entries(views).find(([, { letter }]) => letter === event.key) : undefined;
      isGoing = event.key === "g" && !isGoing;
      if (found !== undefined) goTo(found[0]);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
