import type { Operation } from "../../kernel/operation.ts";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import type { EventsStore } from "./store.ts";

export type Shapes = ServiceShapes["events"];
export type EventsOperation<Name extends keyof Shapes> = Operation<EventsStore, Shapes[Name]>;
