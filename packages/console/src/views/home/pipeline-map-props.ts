import type { Link } from "../../graph/layered.ts";
import type { MapPart } from "./parts.ts";
import type { Vitals } from "./vitals.ts";

export interface PipelineMapProps {
  /** What the names of the parts begin with. */
  readonly prefix: string;
  readonly parts: readonly MapPart[];
  readonly links: readonly Link[];
  readonly vitals: ReadonlyMap<string, Vitals>;
}
