/** What an audit is made of: the roles of an account as they stand, and what was seen of them. */
export interface Account {
  readonly id: string;
  readonly roles: readonly AuditedRole[];
  readonly buckets: readonly AuditedBucket[];
  readonly decisions: readonly Decision[];
}

export interface AuditedRole {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly trust: PolicyDocument;
  readonly policies: readonly AuditedPolicy[];
}

export interface AuditedPolicy {
  /** The name of an inline policy, the ARN of an attached one: as the decision log writes it. */
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface AuditedBucket {
  readonly name: string;
  readonly policy: PolicyDocument | undefined;
}

export interface PolicyDocument {
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One line of the cloud's decision log. */
export interface Decision {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly isAllowed: boolean;
  readonly decidedBy: readonly string[];
  readonly reason?: string;
  readonly fix?: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

export const listOf = <Item>(items: Item | readonly Item[] | undefined): readonly Item[] =>
  items === undefined ? [] : Array.isArray(items) ? (items as readonly Item[]) : [items as Item];

export const statementsOf = ({ Statement: statements }: PolicyDocument): readonly Statement[] => listOf(statements);

/** As policies match: `*` is any run of characters, `?` any one; actions without regard to case. */
export function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "is").test(text);
}
