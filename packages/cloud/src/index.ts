export type { Access, Call, Operation, Scope } from "./kernel/operation.ts";
