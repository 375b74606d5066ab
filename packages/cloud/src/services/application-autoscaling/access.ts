import type { Access } from "../../kernel/operation.ts";

/** Targets have ARNs, but rights are given on all of them. */
export const anyResource = (action: string) => (): Access => ({
  action: `application-autoscaling:${action}`,
  resource: "*",
});

export const onTagged =
  (action: string) =>
  ({ ResourceARN = "*" }: { readonly ResourceARN: string | undefined }): Access => ({
    action: `application-autoscaling:${action}`,
    resource: ResourceARN,
  });
