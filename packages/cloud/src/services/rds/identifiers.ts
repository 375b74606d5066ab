import { invalidValue, missingParameter } from "./errors.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints */
const identifierMax = 63;
/** Of groups and snapshots. */
const longIdentifierMax = 255;

/** An identifier in lower case; throws for what cannot be one. */
export function checkedIdentifier(name: string, id: string | undefined): string {
  if (id === undefined) throw missingParameter(name);
  const max = /Group|Snapshot/.test(name) ? longIdentifierMax : identifierMax;
  if (id.length > max || !/^[a-z](-?[a-z0-9])*$/i.test(id)) {
    throw invalidValue(
      `The parameter ${name} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  }
  return id.toLowerCase();
}

const reservedUsers = new Set(["admin", "postgres", "rdsadmin", "rds_superuser", "rds_iam", "user", "public"]);

export function checkedUser(name: string | undefined): string {
  if (name === undefined) throw missingParameter("MasterUsername");
  if (reservedUsers.has(name.toLowerCase()) && name !== "postgres") {
    throw invalidValue(`MasterUsername ${name} cannot be used as it is a reserved word used by the engine`);
  }
  if (!/^[a-z][a-z0-9_]{0,62}$/i.test(name)) {
    throw invalidValue(
      "The parameter MasterUsername is not a valid identifier. It must begin with a letter and contain letters, digits and underscores.",
    );
  }
  return name;
}

export function checkedDatabase(name: string | undefined): string | undefined {
  if (name === undefined || name === "") return undefined;
  if (!/^[a-z_][a-z0-9_]{0,62}$/i.test(name)) {
    throw invalidValue("DatabaseName must begin with a letter and contain only alphanumeric characters.");
  }
  return name;
}
