import type { Access } from "../../kernel/operation.ts";

export const onDatabase =
  (action: string) =>
  ({ resourceArn }: { readonly resourceArn: string | undefined }): Access => ({
    action: `rds-data:${action}`,
    resource: resourceArn ?? "*",
  });
