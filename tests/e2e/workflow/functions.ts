import { createHandlers } from "@millrace/handlers";
import { people } from "./pipeline.ts";

export const { file, plan, branch, consolidate, decide, finish } = createHandlers(people);
