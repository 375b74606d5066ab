/** One statement of a bus's policy, as EventBridge writes it. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Policy {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

const emptyPolicy: Policy = { Version: "2012-10-17", Statement: [] };

export const readPolicy = (text: string | undefined): Policy =>
  text === undefined ? emptyPolicy : (JSON.parse(text) as Policy);

/** The policy with a statement in the place of the one of that name. */
export function withStatement(policy: string | undefined, statement: PolicyStatement): string {
  const { Statement, ...rest } = readPolicy(policy);
  const others = Statement.filter(({ Sid }) => Sid !== statement.Sid);
  return JSON.stringify({ ...rest, Statement: [...others, statement] });
}

/** Undefined when nothing is left of it. */
export function withoutStatement(policy: string, sid: string): string | undefined {
  const { Statement, ...rest } = readPolicy(policy);
  const left = Statement.filter(({ Sid }) => Sid !== sid);
  return left.length === 0 ? undefined : JSON.stringify({ ...rest, Statement: left });
}
