import { validation } from "../errors.ts";

/** For each name the names it needs; all of them are keys. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Throws ValidationError that names the members of the cycles, as AWS does. */
export function refuseCycles(graph: Graph): void {
  const members = namesInCycles(graph);
  if (members.length > 0) throw validation(`Circular dependency between resources: [${members.join(", ")}]`);
}

/** What is left when everything whose needs are met, and everything that nothing needs, is taken away. */
function namesInCycles(graph: Graph): string[] {
  const left = new Map([...graph].map(([name, needs]) => [name, new Set(needs)]));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const needed = new Set([...left.values()].flatMap((needs) => [...needs]));
    for (const [name, needs] of left) {
      const isOpen = [...needs].every((need) => !left.has(need));
      if (!isOpen && needed.has(name)) continue;
      left.delete(name);
      isChanged = true;
    }
  }
  return [...left.keys()];
}

/** Who needs whom, the other way round. */
export function reversed(graph: Graph): Map<string, Set<string>> {
  const result = new Map([...graph.keys()].map((name) => [name, new Set<string>()]));
  for (const [name, needs] of graph) for (const need of needs) result.get(need)?.add(name);
  return result;
}
