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
import { importApi, reimportApi } from "./documents/import-api.ts";
import { serveHttpApi } from "./serving/serve-http-api.ts";
import { HttpApiStore } from "./store.ts";

/** Amazon API Gateway: HTTP APIs. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html */
export const apigatewayv2: Service<HttpApiStore> = {
  name: "apigatewayv2",
  denial: { code: "AccessDeniedException", status: 403 },
  open: (kernel, scope) => new HttpApiStore(kernel, scope),
  sites: { "execute-api": serveHttpApi },
  siteHome: ({ kind, api }, names) => (kind === "execute-api" ? names.ownerOf(api) : undefined),
  operations: {
    CreateApi: createApi,
    CreateAuthorizer: createAuthorizer,
    CreateDeployment: createDeployment,
    CreateIntegration: createIntegration,
    CreateRoute: createRoute,
    CreateStage: createStage,
    DeleteAccessLogSettings: deleteAccessLogSettings,
    DeleteApi: deleteApi,
    DeleteAuthorizer: deleteAuthorizer,
    DeleteCorsConfiguration: deleteCorsConfiguration,
    DeleteDeployment: deleteDeployment,
    DeleteIntegration: deleteIntegration,
    DeleteRoute: deleteRoute,
    DeleteRouteRequestParameter: deleteRouteRequestParameter,
    DeleteRouteSettings: deleteRouteSettings,
    DeleteStage: deleteStage,
    GetApi: getApi,
    GetApis: getApis,
    GetAuthorizer: getAuthorizer,
    GetAuthorizers: getAuthorizers,
    GetDeployment: getDeployment,
    GetDeployments: getDeployments,
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
    UpdateAuthorizer: updateAuthorizer,
    UpdateDeployment: updateDeployment,
    UpdateIntegration: updateIntegration,
    UpdateRoute: updateRoute,
    UpdateStage: updateStage,
  },
};
