import type {
  Api,
  ApiMapping,
  Authorizer,
  Deployment,
  DomainName,
  Integration,
  Route,
  Stage,
} from "@aws-sdk/client-apigatewayv2";

/** What AWS answers of a thing is also how it is kept, but for its times: they are milliseconds here. */
type Kept<Shape, Times extends keyof Shape = never> = Omit<Shape, Times> & {
  readonly [Time in Times]?: number | undefined;
};

export type HttpApi = Kept<Api, "CreatedDate"> & { readonly ApiId: string };
export type HttpRoute = Route & { readonly RouteId: string };
export type HttpIntegration = Integration & { readonly IntegrationId: string };
export type HttpAuthorizer = Authorizer & { readonly AuthorizerId: string };
export type HttpStage = Kept<Stage, "CreatedDate" | "LastUpdatedDate"> & { readonly StageName: string };
export type HttpDeployment = Kept<Deployment, "CreatedDate"> & {
  readonly DeploymentId: string;
  readonly served: Served;
};

export type HttpDomain = DomainName & { readonly DomainName: string };
export type HttpMapping = ApiMapping & { readonly ApiMappingId: string };

/** What answers requests. */
export interface Served {
  readonly routes: readonly HttpRoute[];
  readonly integrations: Readonly<Record<string, HttpIntegration>>;
  readonly authorizers: Readonly<Record<string, HttpAuthorizer>>;
}

export const dates = <Shape extends { CreatedDate?: number | undefined; LastUpdatedDate?: number | undefined }>({
  CreatedDate,
  LastUpdatedDate,
  ...shape
}: Shape) => ({
  ...shape,
  ...(CreatedDate === undefined ? {} : { CreatedDate: new Date(CreatedDate) }),
  ...(LastUpdatedDate === undefined ? {} : { LastUpdatedDate: new Date(LastUpdatedDate) }),
});

/** A thing with the members that a request gives; the others stay. */
export function updated<Thing extends object>(
  before: Thing,
  input: object,
  members: readonly (keyof Thing & string)[],
): Thing {
  const given = members.flatMap((member) => {
    const value = (input as Readonly<Record<string, unknown>>)[member];
    return value === undefined ? [] : [[member, value] as const];
  });
  return { ...before, ...Object.fromEntries(given) };
}
