import type { Service } from "../../kernel/service.ts";
import {
  createApi,
  deleteAccessLogSettings,
  deleteApi,
  deleteCorsConfiguration,
  deleteRouteRequestParameter,
  deleteRouteSettings,
  getApi,
  getApis,
  updateApi,
} from "./apis/apis.ts";
import {
  createAuthorizer,
  deleteAuthorizer,
  getAuthorizer,
  getAuthorizers,
  updateAuthorizer,
} from "./apis/authorizers.ts";
import {
  createDeployment,
  deleteDeployment,
  getDeployment,
  getDeployments,
  updateDeployment,
} from "./apis/deployments.ts";
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  getIntegrations,
  updateIntegration,
} from "./apis/integrations.ts";
import { createRoute, deleteRoute, getRoute, getRoutes, updateRoute } from "./apis/routes.ts";
import { createStage, deleteStage, getStage, getStages, updateStage } from "./apis/stages.ts";
import { getTags, tagResource, untagResource } from "./apis/tags.ts";
import { exportApi } from "./documents/export-api.ts";
import { importApi, reimportApi } from "./documents/import-api.ts";
import {
  createApiMapping,
  deleteApiMapping,
  getApiMapping,
  getApiMappings,
  pathMappings,
  updateApiMapping,
} from "./domains/api-mappings.ts";
import {
  createDomainName,
  deleteDomainName,
  getDomainName,
  getDomainNames,
  updateDomainName,
} from "./domains/domain-names.ts";
import { serveHttpApi } from "./serving/serve-http-api.ts";
import { HttpApiStore } from "./store.ts";

/** Amazon API Gateway: HTTP APIs. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html */
export const apigatewayv2: Service<HttpApiStore> = {
  name: "apigatewayv2",
  denial: { code: "AccessDeniedException", status: 403 },
  open: (kernel, scope) => new HttpApiStore(kernel, scope),
  sites: { "execute-api": serveHttpApi },
  pathMappings,
  siteHome: ({ kind, api }, names) => (kind === "execute-api" ? names.ownerOf(api) : undefined),
  operations: {
    CreateApi: createApi,
    CreateApiMapping: createApiMapping,
    CreateAuthorizer: createAuthorizer,
    CreateDeployment: createDeployment,
    CreateDomainName: createDomainName,
    CreateIntegration: createIntegration,
    CreateRoute: createRoute,
    CreateStage: createStage,
    DeleteAccessLogSettings: deleteAccessLogSettings,
    DeleteApi: deleteApi,
    DeleteApiMapping: deleteApiMapping,
    DeleteAuthorizer: deleteAuthorizer,
    DeleteCorsConfiguration: deleteCorsConfiguration,
    DeleteDeployment: deleteDeployment,
    DeleteDomainName: deleteDomainName,
    DeleteIntegration: deleteIntegration,
    DeleteRoute: deleteRoute,
    DeleteRouteRequestParameter: deleteRouteRequestParameter,
    DeleteRouteSettings: deleteRouteSettings,
    DeleteStage: deleteStage,
    ExportApi: exportApi,
    GetApi: getApi,
    GetApiMapping: getApiMapping,
    GetApiMappings: getApiMappings,
    GetApis: getApis,
    GetAuthorizer: getAuthorizer,
    GetAuthorizers: getAuthorizers,
    GetDeployment: getDeployment,
    GetDeployments: getDeployments,
    GetDomainName: getDomainName,
    GetDomainNames: getDomainNames,
    GetIntegration: getIntegration,
    GetIntegrations: getIntegrations,
    GetRoute: getRoute,
    GetRoutes: getRoutes,
    GetStage: getStage,
    GetStages: getStages,
    GetTags: getTags,
    ImportApi: importApi,
    ReimportApi: reimportApi,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateApi: updateApi,
    UpdateApiMapping: updateApiMapping,
    UpdateAuthorizer: updateAuthorizer,
    UpdateDeployment: updateDeployment,
    UpdateDomainName: updateDomainName,
    UpdateIntegration: updateIntegration,
    UpdateRoute: updateRoute,
    UpdateStage: updateStage,
  },
};
