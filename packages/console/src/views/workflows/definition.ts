/** A state of Amazon States Language, as far as drawing it needs. https://states-language.net/spec.html */
export interface StateDefinition {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next?: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
  readonly Iterator?: Machine;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly kind: "next" | "choice" | "catch";
}

/** The machines inside a Parallel or Map state. */
export const innerMachines = ({ Branches = [], ItemProcessor, Iterator: iterator }: StateDefinition): Machine[] => [
  ...Branches,
  ...(ItemProcessor === undefined ? [] : [ItemProcessor]),
  ...(iterator === undefined ? [] : [iterator]),
];

/** Where each state may lead. Two ways between the same states are drawn once. */
export function transitionsOf({ States }: Machine): Transition[] {
  const seen = new Set<string>();
  return Object.entries(States)
    .flatMap(([from, state]): Transition[] => [
      ...to(from, "next", [state.Next]),
      ...to(from, "choice", [...(state.Choices ?? []).map(({ Next }) => Next), state.Default]),
      ...to(
        from,
        "catch",
        (state.Catch ?? []).map(({ Next }) => Next),
      ),
    ])
    .filter((transition) => {
      const key = `${transition.from}\n${transition.to}`;
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}

const to = (from: string, kind: Transition["kind"], targets: readonly (string | undefined)[]): Transition[] =>
  targets.flatMap((target) => (target === undefined ? [] : [{ from, to: target, kind }]));

export function readMachine(definition: string): Machine | undefined {
  try {
    const machine = JSON.parse(definition) as Partial<Machine>;
    return machine.States === undefined || machine.StartAt === undefined ? undefined : (machine as Machine);
  } catch {
    return undefined;
  }
}
