import type { AwsError } from "@millrace/wire";
import type { AssociatedRole } from "../model.ts";

interface HasRoles {
  readonly roles?: readonly AssociatedRole[] | undefined;
}

/** The refusals of one kind of database. */
interface Faults {
  readonly exists: (role: string, feature: string) => AwsError;
  readonly notFound: (role: string, feature: string) => AwsError;
}

/** The role by which a database does what the feature is about. */
export const roleFor = (database: HasRoles | undefined, feature: string): string | undefined =>
  database?.roles?.find(({ FeatureName }) => FeatureName === feature)?.RoleArn;

/** Each feature has one role. */
export function withRole({ roles = [] }: HasRoles, role: AssociatedRole, faults: Faults): readonly AssociatedRole[] {
  const { RoleArn, FeatureName } = role;
  const isTaken = roles.some(
    (one) => one.FeatureName === FeatureName && (FeatureName !== undefined || one.RoleArn === RoleArn),
  );
  if (isTaken) throw faults.exists(RoleArn, FeatureName ?? "");
  return [...roles, role];
}

export function withoutRole({ roles = [] }: HasRoles, role: AssociatedRole, faults: Faults): readonly AssociatedRole[] {
  const { RoleArn, FeatureName } = role;
  const left = roles.filter((one) => one.RoleArn !== RoleArn || one.FeatureName !== FeatureName);
  if (left.length === roles.length) throw faults.notFound(RoleArn, FeatureName ?? "");
  return left;
}
