import type { Service } from "../../kernel/service.ts";
import { effectivePolicy } from "./access/effective-policy.ts";
import { accelerate } from "./configurations/accelerate.ts";
import { analytics } from "./configurations/analytics.ts";
import { cors } from "./configurations/cors.ts";
import { encryption } from "./configurations/encryption.ts";
import { intelligentTiering } from "./configurations/intelligent-tiering.ts";
import { inventory } from "./configurations/inventory.ts";
import { lifecycle } from "./configurations/lifecycle.ts";
import { logging } from "./configurations/logging.ts";
import { metrics } from "./configurations/metrics.ts";
import { objectLock } from "./configurations/object-lock.ts";
import { ownership } from "./configurations/ownership.ts";
import { publicAccessBlock } from "./configurations/public-access-block.ts";
import { replication } from "./configurations/replication.ts";
import { requestPayment } from "./configurations/request-payment.ts";
import { website } from "./configurations/website.ts";
import { lifecycleJob, sweepBucket } from "./lifecycle/sweep.ts";
import { measure } from "./metrics/request-metrics.ts";
import { reportStorage, storageMetricsJob } from "./metrics/storage-metrics.ts";
import { deliver } from "./notifications/deliver.ts";
import { notificationJob } from "./notifications/notify.ts";
import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createBucket } from "./operations/create-bucket.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteBucket } from "./operations/delete-bucket.ts";
import { deleteBucketPolicy } from "./operations/delete-bucket-policy.ts";
import { deleteBucketTagging } from "./operations/delete-bucket-tagging.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjectTagging } from "./operations/delete-object-tagging.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { getBucketAcl } from "./operations/get-bucket-acl.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getBucketNotificationConfiguration } from "./operations/get-bucket-notification-configuration.ts";
import { getBucketPolicy } from "./operations/get-bucket-policy.ts";
import { getBucketPolicyStatus } from "./operations/get-bucket-policy-status.ts";
import { getBucketTagging } from "./operations/get-bucket-tagging.ts";
import { getBucketVersioning } from "./operations/get-bucket-versioning.ts";
import { getObject } from "./operations/get-object.ts";
import { getObjectAcl } from "./operations/get-object-acl.ts";
import { getObjectAttributes } from "./operations/get-object-attributes.ts";
import { getObjectLegalHold } from "./operations/get-object-legal-hold.ts";
import { getObjectRetention } from "./operations/get-object-retention.ts";
import { getObjectTagging } from "./operations/get-object-tagging.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { headObject } from "./operations/head-object.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import { listMultipartUploads } from "./operations/list-multipart-uploads.ts";
import { listObjectVersions } from "./operations/list-object-versions.ts";
import { listObjects } from "./operations/list-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { optionsObject } from "./operations/options-object.ts";
import { putBucketAcl } from "./operations/put-bucket-acl.ts";
import { putBucketNotificationConfiguration } from "./operations/put-bucket-notification-configuration.ts";
import { putBucketPolicy } from "./operations/put-bucket-policy.ts";
import { putBucketTagging } from "./operations/put-bucket-tagging.ts";
import { putBucketVersioning } from "./operations/put-bucket-versioning.ts";
import { putObject } from "./operations/put-object.ts";
import { putObjectAcl } from "./operations/put-object-acl.ts";
import { putObjectLegalHold } from "./operations/put-object-legal-hold.ts";
import { putObjectRetention } from "./operations/put-object-retention.ts";
import { putObjectTagging } from "./operations/put-object-tagging.ts";
import { renameObject } from "./operations/rename-object.ts";
import { restoreObject } from "./operations/restore-object.ts";
import { uploadPart } from "./operations/upload-part.ts";
import { uploadPartCopy } from "./operations/upload-part-copy.ts";
import { atRightPlace } from "./right-place.ts";
import { S3Store } from "./store.ts";
import { serveWebsite } from "./website/serve-website.ts";

const operations = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteBucketAnalyticsConfiguration: analytics.remove,
  DeleteBucketCors: cors.remove,
  DeleteBucketEncryption: encryption.remove,
  DeleteBucketIntelligentTieringConfiguration: intelligentTiering.remove,
  DeleteBucketInventoryConfiguration: inventory.remove,
  DeleteBucketLifecycle: lifecycle.remove,
  DeleteBucketMetricsConfiguration: metrics.remove,
  DeleteBucketOwnershipControls: ownership.remove,
  DeleteBucketPolicy: deleteBucketPolicy,
  DeleteBucketReplication: replication.remove,
  DeleteBucketTagging: deleteBucketTagging,
  DeleteBucketWebsite: website.remove,
  DeleteObject: deleteObject,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObjects: deleteObjects,
  DeletePublicAccessBlock: publicAccessBlock.remove,
  GetBucketAccelerateConfiguration: accelerate.get,
  GetBucketAcl: getBucketAcl,
  GetBucketAnalyticsConfiguration: analytics.get,
  GetBucketCors: cors.get,
  GetBucketEncryption: encryption.get,
  GetBucketIntelligentTieringConfiguration: intelligentTiering.get,
  GetBucketInventoryConfiguration: inventory.get,
  GetBucketLifecycleConfiguration: lifecycle.get,
  GetBucketLocation: getBucketLocation,
  GetBucketLogging: logging.get,
  GetBucketMetricsConfiguration: metrics.get,
  GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
  GetBucketOwnershipControls: ownership.get,
  GetBucketPolicy: getBucketPolicy,
  GetBucketPolicyStatus: getBucketPolicyStatus,
  GetBucketReplication: replication.get,
  GetBucketRequestPayment: requestPayment.get,
  GetBucketTagging: getBucketTagging,
  GetBucketVersioning: getBucketVersioning,
  GetBucketWebsite: website.get,
  GetObject: getObject,
  GetObjectAcl: getObjectAcl,
  GetObjectAttributes: getObjectAttributes,
  GetObjectLegalHold: getObjectLegalHold,
  GetObjectLockConfiguration: objectLock.get,
  GetObjectRetention: getObjectRetention,
  GetObjectTagging: getObjectTagging,
  GetPublicAccessBlock: publicAccessBlock.get,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBucketAnalyticsConfigurations: analytics.list,
  ListBucketIntelligentTieringConfigurations: intelligentTiering.list,
  ListBucketInventoryConfigurations: inventory.list,
  ListBucketMetricsConfigurations: metrics.list,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  OptionsObject: optionsObject,
  PutBucketAccelerateConfiguration: accelerate.put,
  PutBucketAcl: putBucketAcl,
  PutBucketAnalyticsConfiguration: analytics.put,
  PutBucketCors: cors.put,
  PutBucketEncryption: encryption.put,
  PutBucketIntelligentTieringConfiguration: intelligentTiering.put,
  PutBucketInventoryConfiguration: inventory.put,
  PutBucketLifecycleConfiguration: lifecycle.put,
  PutBucketLogging: logging.put,
  PutBucketMetricsConfiguration: metrics.put,
  PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
  PutBucketOwnershipControls: ownership.put,
  PutBucketPolicy: putBucketPolicy,
  PutBucketReplication: replication.put,
  PutBucketRequestPayment: requestPayment.put,
  PutBucketTagging: putBucketTagging,
  PutBucketVersioning: putBucketVersioning,
  PutBucketWebsite: website.put,
  PutObject: putObject,
  PutObjectAcl: putObjectAcl,
  PutObjectLegalHold: putObjectLegalHold,
  PutObjectLockConfiguration: objectLock.put,
  PutObjectRetention: putObjectRetention,
  PutObjectTagging: putObjectTagging,
  PutPublicAccessBlock: publicAccessBlock.put,
  RenameObject: renameObject,
  RestoreObject: restoreObject,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};

/** Amazon Simple Storage Service: buckets, objects, and word of what happens to them. */
export const s3: Service<S3Store> = {
  name: "s3",
  isGlobal: true,
  denial: { code: "AccessDenied", status: 403 },
  open: ({ database, blobs, ids, names }, { account }) => new S3Store({ account, database, blobs, ids, names }),
  homeOf: (operation, { Bucket: bucket }: { readonly Bucket?: string }, names) => {
    if (bucket === undefined || operation === "CreateBucket") return undefined;
    const owner = names.ownerOf(bucket);
    return owner === undefined ? undefined : { account: owner.account };
  },
  resourcePolicy: effectivePolicy,
  sites: { website: serveWebsite },
  measure,
  jobs: { [notificationJob]: deliver, [lifecycleJob]: sweepBucket, [storageMetricsJob]: reportStorage },
  operations: Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, atRightPlace(name, operation)]),
  ),
};
