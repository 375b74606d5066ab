import { render } from "preact";
import { App } from "./app.tsx";
import { followChanges } from "./cloud/changes.ts";
import { findRegions } from "./cloud/place.ts";
import { applyTheme } from "./theme.ts";
import "./style/app.css";

applyTheme();
followChanges();
// Before anything is asked: what a view asks of a region makes it one in which something was.
findRegions()
  .catch(() => undefined)
  .finally(() => render(<App />, document.body));
