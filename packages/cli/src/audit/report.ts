import type { RoleReport } from "./audit-role.ts";
import type { Finding } from "./finding.ts";

/** What an audit comes to, of an account or of templates. */
export interface Report {
  readonly account?: string;
  readonly roles: readonly RoleReport[];
  /** The files that were read. */
  readonly templates: readonly string[];
  /** Of roles and of everything else, the worst first. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

export type SuppressedFinding = Finding & { readonly reason: string };

/** A finding that somebody has looked at. */
export interface Suppression {
  readonly rule: string;
  /** Where it may stand; `*` is any run of characters. */
  readonly where: string;
  readonly reason: string;
}
