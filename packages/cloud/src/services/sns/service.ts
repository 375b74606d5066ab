import type { Service } from "../../kernel/service.ts";
import { askToConfirm, forgetUnconfirmed } from "./deliveries/ask-to-confirm.ts";
import { deliver, deliverInOrder } from "./deliveries/deliver.ts";
import { confirmJob, deliverInOrderJob, deliverJob } from "./deliveries/jobs.ts";
import { addPermission } from "./operations/add-permission.ts";
import { checkIfPhoneNumberIsOptedOut } from "./operations/check-if-phone-number-is-opted-out.ts";
import { confirmSubscription } from "./operations/confirm-subscription.ts";
import { createPlatformApplication } from "./operations/create-platform-application.ts";
import { createPlatformEndpoint } from "./operations/create-platform-endpoint.ts";
import { createSmsSandboxPhoneNumber } from "./operations/create-sms-sandbox-phone-number.ts";
import { createTopic } from "./operations/create-topic.ts";
import { deleteEndpoint } from "./operations/delete-endpoint.ts";
import { deletePlatformApplication } from "./operations/delete-platform-application.ts";
import { deleteSmsSandboxPhoneNumber } from "./operations/delete-sms-sandbox-phone-number.ts";
import { deleteTopic } from "./operations/delete-topic.ts";
import { getDataProtectionPolicy } from "./operations/get-data-protection-policy.ts";
import { getEndpointAttributes } from "./operations/get-endpoint-attributes.ts";
import { getPlatformApplicationAttributes } from "./operations/get-platform-application-attributes.ts";
import { getSmsAttributes } from "./operations/get-sms-attributes.ts";
import { getSmsSandboxAccountStatus } from "./operations/get-sms-sandbox-account-status.ts";
import { getSubscriptionAttributes } from "./operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "./operations/get-topic-attributes.ts";
import { listEndpointsByPlatformApplication } from "./operations/list-endpoints-by-platform-application.ts";
import { listOriginationNumbers } from "./operations/list-origination-numbers.ts";
import { listPhoneNumbersOptedOut } from "./operations/list-phone-numbers-opted-out.ts";
import { listPlatformApplications } from "./operations/list-platform-applications.ts";
import { listSmsSandboxPhoneNumbers } from "./operations/list-sms-sandbox-phone-numbers.ts";
import { listSubscriptions } from "./operations/list-subscriptions.ts";
import { listSubscriptionsByTopic } from "./operations/list-subscriptions-by-topic.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { listTopics } from "./operations/list-topics.ts";
import { optInPhoneNumber } from "./operations/opt-in-phone-number.ts";
import { publish } from "./operations/publish.ts";
import { publishBatch } from "./operations/publish-batch.ts";
import { putDataProtectionPolicy } from "./operations/put-data-protection-policy.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { setEndpointAttributes } from "./operations/set-endpoint-attributes.ts";
import { setPlatformApplicationAttributes } from "./operations/set-platform-application-attributes.ts";
import { setSmsAttributes } from "./operations/set-sms-attributes.ts";
import { setSubscriptionAttributes } from "./operations/set-subscription-attributes.ts";
import { setTopicAttributes } from "./operations/set-topic-attributes.ts";
import { subscribe } from "./operations/subscribe.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { unsubscribe } from "./operations/unsubscribe.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { verifySmsSandboxPhoneNumber } from "./operations/verify-sms-sandbox-phone-number.ts";
import { pages } from "./pages.ts";
import { SnsStore } from "./store.ts";
import { forgetJob } from "./subscriptions/confirm.ts";
import { policyOver } from "./topics/default-policy.ts";

/** Amazon SNS: topics, standard and FIFO, and what becomes of their messages. */
export const sns: Service<SnsStore> = {
  name: "sns",
  denial: { code: "AuthorizationErrorException", status: 403 },
  open: ({ database, clock }, scope) => new SnsStore(database, scope, clock.now()),
  resourcePolicy: policyOver,
  jobs: {
    [deliverJob]: deliver,
    [deliverInOrderJob]: deliverInOrder,
    [confirmJob]: askToConfirm,
    [forgetJob]: forgetUnconfirmed,
  },
  pages,
  operations: {
    AddPermission: addPermission,
    CheckIfPhoneNumberIsOptedOut: checkIfPhoneNumberIsOptedOut,
    ConfirmSubscription: confirmSubscription,
    CreatePlatformApplication: createPlatformApplication,
    CreatePlatformEndpoint: createPlatformEndpoint,
    CreateSMSSandboxPhoneNumber: createSmsSandboxPhoneNumber,
    CreateTopic: createTopic,
    DeleteEndpoint: deleteEndpoint,
    DeletePlatformApplication: deletePlatformApplication,
    DeleteSMSSandboxPhoneNumber: deleteSmsSandboxPhoneNumber,
    DeleteTopic: deleteTopic,
    GetDataProtectionPolicy: getDataProtectionPolicy,
    GetEndpointAttributes: getEndpointAttributes,
    GetPlatformApplicationAttributes: getPlatformApplicationAttributes,
    GetSMSAttributes: getSmsAttributes,
    GetSMSSandboxAccountStatus: getSmsSandboxAccountStatus,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListEndpointsByPlatformApplication: listEndpointsByPlatformApplication,
    ListOriginationNumbers: listOriginationNumbers,
    ListPhoneNumbersOptedOut: listPhoneNumbersOptedOut,
    ListPlatformApplications: listPlatformApplications,
    ListSMSSandboxPhoneNumbers: listSmsSandboxPhoneNumbers,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTagsForResource: listTagsForResource,
    ListTopics: listTopics,
    OptInPhoneNumber: optInPhoneNumber,
    Publish: publish,
    PublishBatch: publishBatch,
    PutDataProtectionPolicy: putDataProtectionPolicy,
    RemovePermission: removePermission,
    SetEndpointAttributes: setEndpointAttributes,
    SetPlatformApplicationAttributes: setPlatformApplicationAttributes,
    SetSMSAttributes: setSmsAttributes,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    TagResource: tagResource,
    Unsubscribe: unsubscribe,
    UntagResource: untagResource,
    VerifySMSSandboxPhoneNumber: verifySmsSandboxPhoneNumber,
  },
};
