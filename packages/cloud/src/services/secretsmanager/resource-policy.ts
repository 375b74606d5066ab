import { malformedPolicy, publicPolicy } from "./errors.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export function statementsOf(policy: string): readonly Statement[] | undefined {
  try {
    const { Statement: statements }: { Statement?: Statement | readonly Statement[] } = JSON.parse(policy);
    if (statements === undefined) return undefined;
    return Array.isArray(statements) ? statements : [statements as Statement];
  } catch {
    return undefined;
  }
}

/** Lets in everybody, without a condition that says who. */
export const isPublic = ({ Effect, Principal, Condition }: Statement): boolean =>
  Effect === "Allow" &&
  Condition === undefined &&
  (Principal === "*" || /"AWS":(\["\*"\]|"\*")/.test(JSON.stringify(Principal) ?? ""));

export function checkPolicy(policy: string, blocksPublic: boolean): void {
  const statements = statementsOf(policy);
  if (statements === undefined) throw malformedPolicy();
  if (blocksPublic && statements.some(isPublic)) throw publicPolicy();
}
