import type {
  EncryptionAlgorithmSpec,
  KeySpec,
  KeyUsageType,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from "@aws-sdk/client-kms";

/** What a kind of key can do. https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
interface SpecFacts {
  readonly usages: readonly KeyUsageType[];
  readonly encryption?: readonly EncryptionAlgorithmSpec[];
  readonly signing?: readonly SigningAlgorithmSpec[];
  readonly mac?: MacAlgorithmSpec;
  /** Of RSA keys. */
  readonly modulusBits?: number;
  /** As OpenSSL calls it, of elliptic curve keys. */
  readonly curve?: string;
  /** Of symmetric and HMAC keys. */
  readonly secretBytes?: number;
}

const rsa = (modulusBits: number): SpecFacts => ({
  usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  encryption: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
  signing: [
    "RSASSA_PKCS1_V1_5_SHA_256",
    "RSASSA_PKCS1_V1_5_SHA_384",
    "RSASSA_PKCS1_V1_5_SHA_512",
    "RSASSA_PSS_SHA_256",
    "RSASSA_PSS_SHA_384",
    "RSASSA_PSS_SHA_512",
  ],
  modulusBits,
});

const nist = (curve: string, signing: SigningAlgorithmSpec): SpecFacts => ({
  usages: ["SIGN_VERIFY", "KEY_AGREEMENT"],
  signing: [signing],
  curve,
});

const hmac = (mac: MacAlgorithmSpec, secretBytes: number): SpecFacts => ({
  usages: ["GENERATE_VERIFY_MAC"],
  mac,
  secretBytes,
});

export const specs = {
  SYMMETRIC_DEFAULT: { usages: ["ENCRYPT_DECRYPT"], encryption: ["SYMMETRIC_DEFAULT"], secretBytes: 32 },
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: nist("prime256v1", "ECDSA_SHA_256"),
  ECC_NIST_P384: nist("secp384r1", "ECDSA_SHA_384"),
  ECC_NIST_P521: nist("secp521r1", "ECDSA_SHA_512"),
  ECC_SECG_P256K1: { usages: ["SIGN_VERIFY"], signing: ["ECDSA_SHA_256"], curve: "secp256k1" },
  HMAC_224: hmac("HMAC_SHA_224", 28),
  HMAC_256: hmac("HMAC_SHA_256", 32),
  HMAC_384: hmac("HMAC_SHA_384", 48),
  HMAC_512: hmac("HMAC_SHA_512", 64),
} as const satisfies Partial<Record<KeySpec, SpecFacts>>;

export type Spec = keyof typeof specs;

export const isSpec = (name: string): name is Spec => name in specs;

export const factsOf = (spec: Spec): SpecFacts => specs[spec];
