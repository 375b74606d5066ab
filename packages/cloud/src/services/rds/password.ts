import type { MasterUserSecret } from "@aws-sdk/client-rds";
import type { Call } from "../../kernel/operation.ts";
import { invalidCombination, invalidValue } from "./errors.ts";
import { scramVerifier } from "./server/scram.ts";
import type { RdsStore } from "./store.ts";

interface Given {
  readonly MasterUserPassword?: string | undefined;
  readonly ManageMasterUserPassword?: boolean | undefined;
  readonly MasterUserSecretKmsKeyId?: string | undefined;
}

interface Owner {
  readonly username: string;
  readonly kind: "cluster" | "db";
  readonly arn: string;
  /** The one it has already. */
  readonly secret?: MasterUserSecret | undefined;
}

interface Password {
  readonly verifier: string;
  readonly MasterUserSecret: MasterUserSecret | undefined;
}

const lengthMin = 8;
const lengthMax = 99;
const managedLength = 28;
const saltBytes = 16;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-.:;<=>?[]^_{|}~";

/** What the server is to keep of a password that is given, or made here and kept in a secret; undefined for neither. */
export async function passwordOf(call: Call<RdsStore>, given: Given, owner: Owner): Promise<Password | undefined> {
  const { ids } = call;
  const { MasterUserPassword: password, ManageMasterUserPassword: isManaged = false } = given;
  if (isManaged && password !== undefined) {
    throw invalidCombination("You can't specify MasterUserPassword when ManageMasterUserPassword is true.");
  }
  if (password !== undefined) {
    refuseOdd(password);
    return { verifier: scramVerifier(password, ids.bytes(saltBytes)), MasterUserSecret: undefined };
  }
  if (!isManaged || owner.secret !== undefined) return undefined;
  const made = ids.text(managedLength, alphabet);
  const MasterUserSecret = await keep(call, given, owner, made);
  return { verifier: scramVerifier(made, ids.bytes(saltBytes)), MasterUserSecret };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
function refuseOdd(password: string): void {
  if (password.length < lengthMin || password.length > lengthMax) {
    throw invalidValue(
      `The parameter MasterUserPassword is not a valid password because it is ${password.length < lengthMin ? `shorter than ${lengthMin}` : `longer than ${lengthMax}`} characters.`,
    );
  }
  if (!/^[!#-.0-?A-~]+$/.test(password)) {
    throw invalidValue(
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
    );
  }
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
async function keep(call: Call<RdsStore>, given: Given, owner: Owner, password: string): Promise<MasterUserSecret> {
  const { username, kind, arn } = owner;
  const KmsKeyId = given.MasterUserSecretKmsKeyId;
  const { ARN } = await call.aws.call(
    "secretsmanager",
    "CreateSecret",
    {
      Name: `rds!${kind}-${call.ids.uuid()}`,
      Description: `Secret associated with primary RDS DB ${kind === "db" ? "instance" : "cluster"}: ${arn}`,
      SecretString: JSON.stringify({ username, password }),
      ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
    },
    { principal: call.principal, via: "rds" },
  );
  return {
    SecretArn: ARN,
    SecretStatus: "active",
    KmsKeyId: KmsKeyId ?? `arn:aws:kms:${call.region}:${call.account}:alias/aws/secretsmanager`,
  };
}

export async function forgetSecret(call: Call<RdsStore>, secret: MasterUserSecret | undefined): Promise<void> {
  if (secret?.SecretArn === undefined) return;
  const input = { SecretId: secret.SecretArn, ForceDeleteWithoutRecovery: true };
  await call.aws
    .call("secretsmanager", "DeleteSecret", input, { principal: call.principal, via: "rds" })
    .catch((error) => {
      if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
    });
}
