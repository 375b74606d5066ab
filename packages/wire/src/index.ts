export { AwsError } from "./aws-error.ts";
export { type ChecksumAlgorithm, checksum, checksumAlgorithms } from "./checksum/checksum.ts";
export { type CrcAlgorithm, type CrcPart, combineCrc } from "./checksum/combine-crc.ts";
export { buildMd5Module } from "./checksum/md5-module.ts";
export type { Checksum } from "./checksum/sum.ts";
export { serializationError, unknownOperation } from "./errors/wire-errors.ts";
export { inputBindings } from "./http-bindings/bindings.ts";
export { readBindings } from "./http-bindings/read-bindings.ts";
export { guess } from "./identify/guess.ts";
export type { FormRoute, Identified, OperationRoute, PreflightRoute, UploadRoute } from "./identify/identified.ts";
export { identify } from "./identify/identify.ts";
export { identifyForm, invalidAction } from "./identify/identify-form.ts";
export {
  type ApiSite,
  type CustomName,
  type FunctionSite,
  identifySite,
  type Site,
  type WebsiteSite,
} from "./identify/identify-site.ts";
export { hostName } from "./identify/s3-address.ts";
export { type ProtocolName, type ServiceDescription, s3Service, services } from "./identify/services.ts";
export { RawJson } from "./json/raw-json.ts";
export { type Models, openModels } from "./open-models.ts";
export { boundedFile } from "./payload/bounded-file.ts";
export { decompressBody } from "./payload/decompress.ts";
export { type FormUpload, openFormUpload } from "./payload/form-upload.ts";
export { claimedPayloadHash } from "./payload/payload-hash.ts";
export { type PayloadOptions, PayloadStream } from "./payload/payload-stream.ts";
export { readPayload } from "./payload/read-payload.ts";
export { decodeInput } from "./protocol/decode-input.ts";
export type { Answer, AnswerBody, Call, FailedCall, Protocol, RequestBody } from "./protocol/protocol.ts";
export { protocols } from "./protocol/protocols.ts";
export { parseForm } from "./query/parse-form.ts";
export { type Headers, header, mediaType, type RequestHead } from "./request-head.ts";
export { Model } from "./schema/model.ts";
export type { OperationSchema, Schema } from "./schema/schema.ts";
export type { Shape, ShapesOf } from "./shapes.ts";
export { sha256Hex } from "./signature/digest.ts";
export { presign } from "./signature/presign.ts";
export { readSignature } from "./signature/read-signature.ts";
export type { Signature, SignatureV2, SignatureV4 } from "./signature/signature.ts";
export {
  type Dialect,
  dialectOf,
  expiredToken,
  missingToken,
  SignatureUnreadable,
  unknownAccessKey,
} from "./signature/signature-errors.ts";
export { verifySignature } from "./signature/verify.ts";
export { readPostSignature, verifyPostPolicy } from "./signature/verify-post-policy.ts";
export { validateInput } from "./validate/validate-input.ts";
export { escapeXml } from "./xml/escape.ts";
