import { serviceNames } from "./service-names.ts";

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
}

/** The services that a policy allows something of; whoever may do everything may use all that there are. */
export function grantedServices(document: string): ReadonlySet<string> {
  const { Statement: given = [] } = JSON.parse(document) as {
    readonly Statement?: Statement | readonly Statement[];
  };
  const statements = [given].flat() as readonly Statement[];
  return new Set(statements.filter(({ Effect }) => Effect === "Allow").flatMap(servicesOf));
}

function servicesOf({ Action = [], NotAction }: Statement): readonly string[] {
  const actions = NotAction === undefined ? [Action].flat() : ["*"];
  return actions.flatMap((action) => {
    const [service = ""] = action.toLowerCase().split(":");
    return service === "*" ? Object.keys(serviceNames) : service;
  });
}
