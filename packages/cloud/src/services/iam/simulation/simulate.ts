import type {
  ContextEntry,
  EvaluationResult,
  PolicyEvaluationDecisionType,
  PolicySourceType,
  Statement as StatementShape,
} from "@aws-sdk/client-iam";
import { evaluate, matchesOf, type Question } from "../../../kernel/iam/evaluate.ts";
import { parsePolicy } from "../../../kernel/iam/policy.ts";
import type { Principal } from "../../../kernel/principal.ts";
import { paged } from "../shapes.ts";
import { statementPositions } from "./statement-positions.ts";

/** A policy that has a say, and what the answer calls it. */
export interface Source {
  readonly id: string;
  readonly type: PolicySourceType;
  /** JSON text. */
  readonly document: string;
}

/** What IAM really answers; the SDK's types know only the words of the documentation. */
export const managedPolicy = "IAM Policy" as PolicySourceType;

interface SimulationInput {
  readonly ActionNames: readonly string[] | undefined;
  readonly ResourceArns?: readonly string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly CallerArn?: string | undefined;
  readonly ContextEntries?: readonly ContextEntry[] | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface Simulation {
  readonly input: SimulationInput;
  readonly account: string;
  readonly sources: readonly Source[];
  readonly boundaries: readonly string[];
}

interface Verdict {
  readonly decision: PolicyEvaluationDecisionType;
  readonly matched: StatementShape[];
  readonly missing: string[];
  readonly byBoundary: boolean | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export function simulate(simulation: Simulation) {
  const { input } = simulation;
  const resources = input.ResourceArns?.length ? input.ResourceArns : ["*"];
  const results = (input.ActionNames ?? []).map((action) => resultOf(simulation, action, resources));
  const numbered = results.map((result, at) => ({ result, id: String(at).padStart(6, "0") }));
  const { items, ...page } = paged(numbered, input, ({ id }) => id);
  return { EvaluationResults: items.map(({ result }) => result), ...page };
}

function resultOf(simulation: Simulation, action: string, resources: readonly string[]): EvaluationResult {
  const verdicts = resources.map((resource) => verdictOn(simulation, action, resource));
  const [first] = verdicts;
  const worst =
    verdicts.find(({ decision }) => decision === "explicitDeny") ??
    verdicts.find(({ decision }) => decision === "implicitDeny") ??
    first;
  return {
    EvalActionName: action,
    EvalResourceName: resources[0],
    EvalDecision: worst?.decision,
    MatchedStatements: worst?.matched ?? [],
    MissingContextValues: worst?.missing ?? [],
    EvalDecisionDetails: {},
    OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    ...boundaryDetail(worst?.byBoundary),
    ResourceSpecificResults: verdicts.map(({ decision, matched, missing, byBoundary }, at) => ({
      EvalResourceName: resources[at],
      EvalResourceDecision: decision,
      MatchedStatements: matched,
      MissingContextValues: missing,
      ...boundaryDetail(byBoundary),
    })),
  };
}

const boundaryDetail = (allowed: boolean | undefined) =>
  allowed === undefined ? {} : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } };

function verdictOn({ input, account, sources, boundaries }: Simulation, action: string, resource: string): Verdict {
  const context = new Map(
    (input.ContextEntries ?? []).map(({ ContextKeyName = "", ContextKeyValues = [] }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyValues,
    ]),
  );
  const question: Question = {
    context,
    principal: callerOf(input.CallerArn, account),
    access: { action, resource },
    resourceAccount: account,
  };
  const all = input.ResourcePolicy === undefined ? sources : [...sources, resourceSource(input.ResourcePolicy)];
  const hits = all.flatMap((source) => matchesOf(question, source.document).map((match) => ({ source, match })));
  const byBoundary =
    boundaries.length === 0
      ? undefined
      : boundaries.some((text) => matchesOf(question, text).some(({ effect }) => effect === "Allow"));
  const { isAllowed } = evaluate(question, {
    identity: sources.map(({ document }) => document),
    resource: input.ResourcePolicy,
    boundary: boundaries[0],
  });
  const denies = hits.filter(({ match }) => match.effect === "Deny");
  const deciding = denies.length > 0 ? denies : hits;
  return {
    byBoundary,
    decision: denies.length > 0 ? "explicitDeny" : isAllowed ? "allowed" : "implicitDeny",
    matched: deciding.map(({ source, match }) => statementShape(source, match.at)),
    missing: contextKeysOf(all.map(({ document }) => document)).filter((key) => !context.has(key.toLowerCase())),
  };
}

const resourceSource = (document: string): Source => ({ id: "ResourcePolicy", type: "resource", document });

function statementShape({ id, type, document }: Source, at: number): StatementShape {
  const span = statementPositions(document)[at];
  return { SourcePolicyId: id, SourcePolicyType: type, StartPosition: span?.start, EndPosition: span?.end };
}

/** Without a caller a user stands for whoever has the policies. */
function callerOf(arn: string | undefined, account: string): Principal {
  const [, owner = account, kind, name = ""] = /^arn:[^:]+:iam::(\d{12}):(role|user)\/(.+)$/.exec(arn ?? "") ?? [];
  if (kind === "role" && arn !== undefined) {
    const session = `arn:aws:sts::${owner}:assumed-role/${name}/simulation`;
    return { kind: "session", account: owner, arn: session, userId: "simulation", roleArn: arn };
  }
  const userArn = arn ?? `arn:aws:iam::${account}:user/simulation`;
  return { kind: "user", account: owner, arn: userArn, userId: "simulation", accessKeyId: "" };
}

/** The condition keys that policies ask for, in conditions and as variables. */
export function contextKeysOf(documents: readonly string[]): string[] {
  const keys = documents.flatMap((document) => [
    ...parsePolicy(document).statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
    ...[...document.matchAll(/\$\{\s*([\w:/-]+)\s*(?:,[^}]*)?\}/g)].map(([, key = ""]) => key),
  ]);
  return [...new Set(keys)];
}
