/** The user that owns the server; connections from outside may not use the name. */
export const ownerName = "rdsadmin";
