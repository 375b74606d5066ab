import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import { HalfMade } from "../engine/half-made.ts";
import type { Work } from "../engine/work.ts";
import type { ResourceState } from "../model.ts";
import { signalUrl } from "../signals/tokens.ts";
import { asTexts, toText } from "../templates/text.ts";
import type { Made, ResourceType } from "./resource-type.ts";

const defaultTimeoutSeconds = 3600;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const idLengthMax = 1024;

/**
 * A resource that a function, or whoever listens to a topic, takes care of.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 */
export const customResource: ResourceType = {
  hasOpenAttributes: true,
  hasOpenProperties: true,

  async create(work, properties) {
    try {
      return await ask(work, { RequestType: "Create" }, properties);
    } catch (error) {
      if (work.call.store.isStopped || work.progress["isAsked"] !== true) throw error;
      // Whatever became of it: it is asked to take away what it may have made.
      throw new HalfMade(error, { physicalId: answeredId(work) ?? work.name({ max: idLengthMax }) });
    }
  },

  update: (work, { physicalId, properties: before }, properties) =>
    ask(
      work,
      { RequestType: "Update", PhysicalResourceId: physicalId, OldResourceProperties: asTexts(before) },
      properties,
    ),

  async delete(work, { physicalId, properties }: ResourceState) {
    if (properties["ServiceToken"] === undefined) return;
    await ask(work, { RequestType: "Delete", PhysicalResourceId: physicalId }, properties);
  },
};

/** Asks, and waits for what is put to the URL that goes with the request. */
async function ask(work: Work, request: JsonObject, properties: JsonObject): Promise<Made> {
  const { call, stack, logicalId } = work;
  const requestId = toText(work.progress["requestId"] ?? call.ids.uuid());
  const { ServiceToken: token = "", ServiceTimeout: seconds = defaultTimeoutSeconds } = properties;
  if (work.progress["isAsked"] !== true) {
    work.save({ requestId });
    const message = {
      ...request,
      ServiceToken: token,
      ResponseURL: signalUrl(call, requestId),
      StackId: stack.id,
      RequestId: requestId,
      LogicalResourceId: logicalId,
      ResourceType: resourceTypeOf(work),
      ResourceProperties: asTexts(properties),
    };
    await send(work, toText(token), message);
    work.save({ isAsked: true });
  }
  const timeoutMs = Number(seconds) * 1000;
  const answer = await work.until(async () => {
    const [signal] = call.store.signals(requestId);
    if (signal !== undefined) return signal;
    if (call.clock.now() - work.startedAt <= timeoutMs) return undefined;
    throw new PlainFailure(
      "CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId " +
        `[${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
    );
  });
  return readAnswer(answer.body, requestId, toText(request["PhysicalResourceId"] ?? ""));
}

async function send(work: Work, token: string, message: JsonObject): Promise<void> {
  const text = JSON.stringify(message);
  if (token.startsWith("arn:aws:sns:")) {
    await work.aws("sns", "Publish", {
      TopicArn: token,
      Subject: "AWS CloudFormation custom resource request",
      Message: text,
    });
  } else {
    await work.aws("lambda", "Invoke", { FunctionName: token, InvocationType: "Event", Payload: text });
  }
}

/** What an answer that says no calls it. */
function answeredId({ call, progress }: Work): string | undefined {
  const [signal] = call.store.signals(toText(progress["requestId"] ?? ""));
  const answer = signal === undefined ? undefined : (JSON.parse(signal.body) as Json);
  const id = isObject(answer) ? answer["PhysicalResourceId"] : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

function readAnswer(body: string, requestId: string, physicalId: string): Made {
  const answer = JSON.parse(body) as Json;
  const { Status: status, Reason: reason = "", PhysicalResourceId: id, Data: data } = isObject(answer) ? answer : {};
  if (status !== "SUCCESS") {
    throw new PlainFailure(
      `Received response status [FAILED] from custom resource. Message returned: ${toText(reason)} (RequestId: ${requestId})`,
    );
  }
  if (id === undefined && physicalId === "") {
    throw new PlainFailure("Invalid PhysicalResourceId");
  }
  return { id: toText(id ?? physicalId), attributes: isObject(data) ? data : {} };
}

const resourceTypeOf = ({ call, stack, logicalId }: Work): string =>
  call.store.resource(stack.id, logicalId)?.type ?? "AWS::CloudFormation::CustomResource";
