import { render } from "preact";
import { App } from "./app.tsx";
import { followChanges } from "./cloud/changes.ts";
import { applyTheme } from "./theme.ts";
import "./style/app.css";

applyTheme();
followChanges();
render(<App />, document.body);
