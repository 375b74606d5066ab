import type { Access, Scope } from "../../kernel/operation.ts";

export const repositoryArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;

/** Rights that are given on one repository. */
export const onRepository =
  (action: string) =>
  ({ repositoryName = "*" }: { readonly repositoryName?: string | undefined }, scope: Scope): Access => ({
    action: `ecr:${action}`,
    resource: repositoryArn(scope, repositoryName),
  });

export const onTagged =
  (action: string) =>
  ({ resourceArn = "*" }: { readonly resourceArn?: string | undefined }): Access => ({
    action: `ecr:${action}`,
    resource: resourceArn,
  });
