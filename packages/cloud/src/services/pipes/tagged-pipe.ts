import { notFound } from "./errors.ts";
import { type Pipe, pipeArn } from "./model.ts";
import type { PipesStore } from "./store.ts";

/** Throws NotFoundException. */
export function pipeOf(store: PipesStore, arn: string): Pipe {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  if (pipeArn(store.scope, name) !== arn) throw notFound(`Resource ${arn} does not exist.`);
  return store.pipe(name);
}
