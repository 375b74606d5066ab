import type { LastUse } from "../../../kernel/credentials.ts";
import type { User } from "../model.ts";
import type { IamStore } from "../store.ts";

const columns = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  "access_key_1_active",
  "access_key_1_last_rotated",
  "access_key_1_last_used_date",
  "access_key_1_last_used_region",
  "access_key_1_last_used_service",
  "access_key_2_active",
  "access_key_2_last_rotated",
  "access_key_2_last_used_date",
  "access_key_2_last_used_region",
  "access_key_2_last_used_service",
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

type LastUseOf = (accessKeyId: string) => LastUse | undefined;

/** As CSV. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
export function writeCredentialReport(
  store: IamStore,
  account: string,
  reportedAt: number,
  lastUse: LastUseOf,
): string {
  const root: Row = {
    user: "<root_account>",
    arn: `arn:aws:iam::${account}:root`,
    user_creation_time: timeOf(reportedAt),
    password_enabled: "not_supported",
    mfa_active: "false",
  };
  const withMfa = new Set([...store.mfaDevices.list()].map(({ userName }) => userName));
  const rows = [root, ...[...store.users.list()].map((user) => rowOf(user, withMfa.has(user.name), lastUse))];
  return [columns.join(","), ...rows.map(write)].join("\n");
}

const write = (row: Row): string => columns.map((column) => row[column] ?? missing(column)).join(",");

const missing = (column: string): string => (column.endsWith("_active") ? "false" : "N/A");

const timeOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "+00:00");

function rowOf(user: User, hasMfa: boolean, lastUse: LastUseOf): Row {
  const [first, second] = user.accessKeys;
  const keyed = (number: 1 | 2, key: User["accessKeys"][number] | undefined): Row => {
    if (key === undefined) return {};
    const use = lastUse(key.id);
    return {
      [`access_key_${number}_active`]: String(key.status === "Active"),
      [`access_key_${number}_last_rotated`]: timeOf(key.createdAt),
      [`access_key_${number}_last_used_date`]: use === undefined ? "N/A" : timeOf(use.at),
      [`access_key_${number}_last_used_region`]: use?.region ?? "N/A",
      [`access_key_${number}_last_used_service`]: use?.service ?? "N/A",
    };
  };
  const password = user.loginProfile;
  return {
    user: user.name,
    arn: user.arn,
    user_creation_time: timeOf(user.createdAt),
    password_enabled: String(password !== undefined),
    password_last_used: password === undefined ? "N/A" : "no_information",
    ...(password === undefined ? {} : { password_last_changed: timeOf(password.createdAt) }),
    mfa_active: String(hasMfa),
    ...keyed(1, first),
    ...keyed(2, second),
  };
}
