/** Nobody reads or writes a bucket over plain HTTP. */
export const tls = {
  Sid: "RefuseWhatIsNotEncryptedOnItsWay",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
} as const;
