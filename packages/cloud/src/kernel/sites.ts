import { type ApiSite, type CustomName, header, hostName, type RequestHead, type Site } from "@millrace/wire";
import type { Names } from "./names.ts";
import type { Scope } from "./operation.ts";
import type { AnyService, PathMapping } from "./service.ts";

export interface SitesOptions {
  readonly services: readonly AnyService[];
  readonly namesOf: (service: AnyService) => Names;
  readonly storeOf: (service: AnyService, scope: Scope) => unknown;
}

/** Who serves what users put on the web. */
export class Sites {
  readonly #options: SitesOptions;

  constructor(options: SitesOptions) {
    this.#options = options;
  }

  /** Of those that serve a site's kind the first, or the one that knows where it is at home. */
  serverOf(site: Site): { readonly service: AnyService; readonly home: Scope | undefined } | undefined {
    const { services, namesOf } = this.#options;
    for (const service of services) {
      if (service.sites?.[site.kind] === undefined) continue;
      if (service.siteHome === undefined) return { service, home: undefined };
      const address = { kind: site.kind, api: site.kind === "execute-api" ? site.api : "" };
      const home = service.siteHome(address, namesOf(service));
      if (home !== undefined) return { service, home };
    }
    return undefined;
  }

  /**
   * The API that a custom name leads to, by the longest mapping that begins its path. Where none does, the name itself stands
   * for the API, so that whoever keeps it can say so. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
   */
  apiBehind({ headers, path }: RequestHead): ApiSite | undefined {
    const host = hostName(header({ headers }, "host") ?? "");
    if (!mayBeCustom.test(host)) return undefined;
    for (const name of [host, host.replace(/^[^.]+/, "*")]) {
      const home = this.serverOf(apiSite(name, path, undefined))?.home;
      if (home !== undefined) return this.#behind(name, home, path);
    }
    return undefined;
  }

  #behind(name: string, home: Scope, path: string): ApiSite {
    const { services, storeOf } = this.#options;
    const found = services
      .flatMap((service) => service.pathMappings?.(storeOf(service, home), name) ?? [])
      .filter(({ basePath }) => basePath === "" || `${path}/`.startsWith(`/${basePath}/`))
      .reduce<PathMapping | undefined>(
        (best, one) => (best === undefined || one.basePath.length > best.basePath.length ? one : best),
        undefined,
      );
    const unmapped = apiSite(name, path, { name, basePath: "", path });
    if (found === undefined) return unmapped;
    const rest = found.basePath === "" ? path : path.slice(found.basePath.length + 1) || "/";
    const stage = found.stage === undefined ? "" : `/${encodeURIComponent(found.stage)}`;
    const site = apiSite(found.api, `${stage}${rest}`, { name, basePath: found.basePath, path });
    return this.serverOf(site) === undefined ? unmapped : site;
  }
}

/** Names that are looked for: not those of machines, addresses, and AWS itself, at which nearly all requests come. */
const mayBeCustom = /^(?!.*\.amazonaws\.com$)[^:[\]]+\.[a-z][^.:]*$/;

const apiSite = (api: string, path: string, custom: CustomName | undefined): ApiSite => ({
  kind: "execute-api",
  api,
  region: undefined,
  path,
  ...(custom === undefined ? {} : { custom }),
});
