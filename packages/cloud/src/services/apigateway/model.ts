import type {
  ApiKey,
  Authorizer,
  BasePathMapping,
  CacheClusterSize,
  CanarySettings,
  ClientCertificate,
  DocumentationPart,
  DocumentationVersion,
  DomainName,
  EndpointConfiguration,
  Method,
  MethodSetting,
  Model,
  RequestValidator,
  UsagePlan,
  VpcLink,
} from "@aws-sdk/client-api-gateway";
import type { Scope } from "../../kernel/operation.ts";

/** What AWS answers of a thing is also how it is kept, but for its times: they are milliseconds here. */
export type Kept<Shape, Times extends keyof Shape = never> = Omit<Shape, Times> & {
  readonly [Time in Times]?: number | undefined;
};

export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  readonly warnings?: string[] | undefined;
  readonly createdAt: number;
  readonly apiKeySource: "HEADER" | "AUTHORIZER";
  readonly endpointConfiguration: EndpointConfiguration;
  readonly binaryMediaTypes?: string[] | undefined;
  readonly minimumCompressionSize?: number | undefined;
  /** As JSON text. */
  readonly policy?: string | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly tags?: Record<string, string> | undefined;
  readonly rootResourceId: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly models: Readonly<Record<string, Model>>;
  readonly validators: Readonly<Record<string, RequestValidator>>;
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  readonly gatewayResponses: Readonly<Record<string, GatewayResponseKept>>;
  readonly documentationParts: Readonly<Record<string, DocumentationPart>>;
  readonly documentationVersions: Readonly<Record<string, Kept<DocumentationVersion, "createdDate">>>;
}

export interface Resource {
  readonly id: string;
  readonly parentId?: string | undefined;
  readonly pathPart?: string | undefined;
  readonly path: string;
  readonly methods: Readonly<Record<string, Method>>;
}

export interface GatewayResponseKept {
  readonly statusCode?: string | undefined;
  readonly responseParameters: Record<string, string>;
  readonly responseTemplates: Record<string, string>;
}

/** What a deployment took of its API: what is served. */
export type Snapshot = Pick<
  RestApi,
  | "resources"
  | "models"
  | "validators"
  | "authorizers"
  | "gatewayResponses"
  | "binaryMediaTypes"
  | "minimumCompressionSize"
  | "apiKeySource"
>;

export interface Deployment {
  readonly id: string;
  readonly description?: string | undefined;
  readonly createdAt: number;
  readonly snapshot: Snapshot;
}

export interface Stage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly clientCertificateId?: string | undefined;
  readonly cacheClusterEnabled: boolean;
  readonly cacheClusterSize?: CacheClusterSize | undefined;
  readonly methodSettings: Record<string, MethodSetting>;
  readonly variables?: Record<string, string> | undefined;
  readonly documentationVersion?: string | undefined;
  readonly accessLogSettings?:
    | { readonly format?: string | undefined; readonly destinationArn?: string | undefined }
    | undefined;
  readonly canarySettings?: CanarySettings | undefined;
  readonly tracingEnabled: boolean;
  readonly tags?: Record<string, string> | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Key = Kept<ApiKey, "createdDate" | "lastUpdatedDate"> & { readonly id: string; readonly value: string };
export type Plan = UsagePlan & { readonly id: string };
export type Domain = Kept<DomainName, "certificateUploadDate"> & { readonly domainName: string };
export type Mapping = BasePathMapping & { readonly domainName: string; readonly basePath: string };
export type Certificate = Kept<ClientCertificate, "createdDate" | "expirationDate"> & {
  readonly clientCertificateId: string;
};
export type Link = VpcLink & { readonly id: string };

export const restApiArn = ({ region }: Scope, id: string): string => `arn:aws:apigateway:${region}::/restapis/${id}`;

const snapshotMembers = [
  "resources",
  "models",
  "validators",
  "authorizers",
  "gatewayResponses",
  "binaryMediaTypes",
  "minimumCompressionSize",
  "apiKeySource",
] as const satisfies readonly (keyof Snapshot)[];

export const snapshotOf = (api: RestApi): Snapshot =>
  Object.fromEntries(snapshotMembers.map((member) => [member, api[member]])) as unknown as Snapshot;

/** The same record without one of its entries. */
export const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
