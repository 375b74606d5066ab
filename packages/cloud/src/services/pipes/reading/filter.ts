import type { Pattern } from "../../../patterns/pattern.ts";
import { PatternAutomaton } from "../../../patterns/pattern-automaton.ts";
import type { Pipe } from "../model.ts";
import { opened, type PipeRecord } from "./records.ts";

/** Lets a record through that one of the pipe's patterns matches, and every record where there is none. */
export function filterOf({ sourceParameters }: Pipe): (record: PipeRecord) => boolean {
  const patterns = (sourceParameters.FilterCriteria?.Filters ?? []).map(
    ({ Pattern: text = "{}" }) => JSON.parse(text) as Pattern,
  );
  if (patterns.length === 0) return () => true;
  const automaton = new PatternAutomaton(patterns);
  return (record) => automaton.match(opened(record)).length > 0 || automaton.match(record).length > 0;
}
