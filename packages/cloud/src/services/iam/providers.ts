import { invalidUrl } from "./errors.ts";
import type { SamlProvider } from "./model.ts";

/** Throws InvalidInput for what is no address of a provider. */
export function checkProviderUrl(url: string): void {
  if (!/^https:\/\/[^/?#]+[^?#]*$/.test(url)) throw invalidUrl();
}

/** A provider's address as ARNs and answers have it. */
export const withoutScheme = (url: string): string => url.replace(/^https:\/\//, "");

export const openIdProviderArn = (account: string, url: string): string =>
  `arn:aws:iam::${account}:oidc-provider/${withoutScheme(url)}`;

export const samlProviderArn = (account: string, name: string): string =>
  `arn:aws:iam::${account}:saml-provider/${name}`;

/** As the metadata says, or a hundred years after it was given. */
export function validUntil({ metadata, createdAt }: SamlProvider): Date {
  const stated = /\bvalidUntil="([^"]+)"/.exec(metadata)?.[1];
  const until = new Date(stated ?? createdAt);
  if (stated === undefined) until.setUTCFullYear(until.getUTCFullYear() + 100);
  return until;
}
