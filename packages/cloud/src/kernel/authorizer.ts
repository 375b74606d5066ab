import { type Clock, parseArn } from "@millrace/core";
import { header } from "@millrace/wire";
import { type Authorized, authorize, isForeign, type RequestFacts } from "./authorize.ts";
import type { Credentials } from "./credentials.ts";
import { type DecisionLog, identityName } from "./decision-log.ts";
import type { Guards } from "./guards.ts";
import type { Policies } from "./iam/evaluate.ts";
import { explain } from "./iam/explain.ts";
import { PlainDecisions } from "./iam/plain-decisions.ts";
import type { KernelRequest } from "./kernel-request.ts";
import type { Access, Scope } from "./operation.ts";
import type { Principal } from "./principal.ts";
import type { AnyService, Denial, IdentityPolicies } from "./service.ts";

export interface AuthorizerOptions {
  readonly services: ReadonlyMap<string, AnyService>;
  /** The state of a service in one account and region. */
  readonly storeOf: (service: AnyService, scope: Scope) => unknown;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly decisions: DecisionLog;
  readonly guards: Guards;
}

const nobody: IdentityPolicies = { identity: [] };
const globalRegion = "aws-global";

/** Finds the policies that have a say over a request, lets them decide, and takes note of what they decided. */
export class Authorizer {
  readonly #options: AuthorizerOptions;
  /** Beginnings of the ARNs of services whose resources can have policies. */
  readonly #policyOwners: readonly string[];
  /** Services by the name that ARNs have for them. */
  readonly #byArn: ReadonlyMap<string, AnyService>;
  readonly #plainDecisions = new PlainDecisions();

  constructor(options: AuthorizerOptions) {
    this.#options = options;
    this.#policyOwners = [...options.services.values()]
      .filter((service) => service.resourcePolicy !== undefined)
      .map((service) => `arn:aws:${service.policiesOf ?? service.name}:`);
    this.#byArn = new Map(
      [...options.services.values()].map((service) => [service.policiesOf ?? service.name, service]),
    );
  }

  /** Throws what the service says unless the principal has every one of these rights. */
  authorize(denial: Denial, request: KernelRequest, accesses: readonly Access[]): void {
    const { principal } = request;
    // Nobody denies the account anything but the policies of resources; most resources have none.
    const endpoint = request.passage?.policy;
    const hasSay = (access: Access): boolean => endpoint !== undefined || this.#hasSay(access, request, principal);
    if (principal.kind === "account" && !accesses.some(hasSay)) return;
    if (principal.kind === "user") this.#noteUse(principal.accessKeyId, request);
    const identity = this.identityOf(principal) ?? nobody;
    const session = "sessionPolicies" in principal ? principal.sessionPolicies : undefined;
    const guard = this.#options.guards.of(principal);
    const isPlain = (access: Access): boolean => this.#allowsPlainly(principal, identity, access, request);
    if (session === undefined && endpoint === undefined && guard === undefined && accesses.every(isPlain)) {
      for (const access of accesses) this.#notePlain(principal, access, request, identity);
      return;
    }
    const policies = (access: Access): Policies => ({
      ...identity,
      ...this.#resourcePolicies(access, request),
      session,
      endpoint,
      guard,
    });
    const facts = (): RequestFacts => this.#factsOf(request);
    const note = (access: Access, authorized: Authorized): void => {
      const { question, decision } = authorized;
      if (principal.kind === "account") return;
      this.#options.decisions.note(identityName(principal), access, decision.isAllowed, () =>
        explain(question, authorized.policies, decision, identity.names),
      );
    };
    authorize({ principal, accesses, scope: request, facts, policies, identity, denial, note });
  }

  /** What a principal may by its own policies; undefined when it is no more. */
  identityOf(principal: Principal): IdentityPolicies | undefined {
    if (principal.kind === "federated-user") return this.identityOf(principal.sponsor);
    const isKept = principal.kind === "user" || principal.kind === "session";
    const iam = isKept ? this.#options.services.get("iam") : undefined;
    if (iam?.identityPolicies === undefined) return nobody;
    const scope = { account: principal.account, region: globalRegion };
    return iam.identityPolicies(this.#options.storeOf(iam, scope), principal);
  }

  /** Whether a principal's own policies allow what no other policy has a say in. */
  #allowsPlainly(principal: Principal, own: IdentityPolicies, access: Access, scope: Scope): boolean {
    if (principal.kind !== "session" && principal.kind !== "user") return false;
    return !this.#hasSay(access, scope, principal) && this.#plainDecisions.allows(own, access);
  }

  #notePlain(principal: Principal, access: Access, { account }: Scope, identity: IdentityPolicies): void {
    this.#options.decisions.note(identityName(principal), access, true, () => {
      const question = { principal, access, resourceAccount: account, context: new Map() };
      return explain(question, identity, { isAllowed: true, reason: "" }, identity.names);
    });
  }

  #noteUse(accessKeyId: string, { service, region }: KernelRequest): void {
    const { credentials, clock } = this.#options;
    credentials.used(accessKeyId, { at: clock.now(), service, region });
  }

  #factsOf({ head, via, passage }: KernelRequest): RequestFacts {
    return {
      now: this.#options.clock.now(),
      // Through an endpoint nobody has an address of the internet.
      sourceIp: passage?.endpointId === undefined ? head?.sourceIp : undefined,
      passage,
      userAgent: head === undefined ? undefined : header(head, "user-agent"),
      // What never leaves the machine cannot be overheard: policies that refuse plain HTTP hold here as they are.
      isSecure: head === undefined || head.isSecure || isLoopback(head.sourceIp),
      via,
    };
  }

  /** Whether the policy of what is accessed has a say, even over the account: what is another's always has. */
  #hasSay(access: Access, scope: Scope, principal: Principal): boolean {
    if (isForeign(parseArn(access.resource)?.account || scope.account, principal.account)) return true;
    if (!this.#policyOwners.some((prefix) => access.resource.startsWith(prefix))) return false;
    const { resource, resourceMustAllow } = this.#resourcePolicies(access, scope);
    return resource !== undefined || resourceMustAllow === true;
  }

  /** The service that an ARN names keeps the policy of what it names, whichever service is called. */
  #resourcePolicies(access: Access, scope: Scope): Pick<Policies, "resource" | "resourceMustAllow"> {
    const arn = parseArn(access.resource);
    const owner = arn === undefined ? undefined : this.#byArn.get(arn.service);
    if (arn === undefined || owner?.resourcePolicy === undefined) return {};
    const place = { account: arn.account || scope.account, region: arn.region || scope.region };
    const store = this.#options.storeOf(owner, place);
    return {
      resource: owner.resourcePolicy(store, access.resource),
      resourceMustAllow: owner.resourceMustAllow?.(access) ?? false,
    };
  }
}

const isLoopback = (address: string): boolean => address === "::1" || address.startsWith("127.");
