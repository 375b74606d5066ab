import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { StackStore } from "../store.ts";
import type { Registration } from "./model.ts";
import { BadPackage, readPackage } from "./read-package.ts";

export const registerJob = "register";

/** AWS takes a minute or so: whoever asks at once is told that it is under way. */
export const registerDelayMs = 1000;

/** Reads the package of a registration, and makes a version of what is in it. */
export const register: JobHandler<StackStore> = {
  laneConcurrencyMax: 1,
  async run(call, job) {
    const { registry } = call.store;
    const { token } = job.payload as { readonly token: string };
    const registration = registry.registration(token);
    if (registration?.status !== "IN_PROGRESS") return "done";
    try {
      complete(call, registration, await readPackage(await fetchPackage(call, registration), registration));
    } catch (error) {
      if (!(error instanceof BadPackage)) throw error;
      const description =
        "Deployment is currently in VALIDATION_STAGE of status FAILED; Next is DEPLOY_STAGE with status CANCELLED\n" +
        `Deployment failed with error. Error message: [${token}] ${error.message}`;
      registry.putRegistration({ ...registration, status: "FAILED", description });
    }
    return "done";
  },
};

async function fetchPackage({ aws }: Call<StackStore>, registration: Registration): Promise<Buffer> {
  const { package: place, principal } = registration;
  const input = { Bucket: place.bucket, Key: place.key };
  const { Body: body } = await aws.call("s3", "GetObject", input, { principal }).catch(() => {
    throw new BadPackage("Error processing type artifact.");
  });
  return await buffer(Readable.from(body instanceof Uint8Array ? [body] : (body as AsyncIterable<Uint8Array>)));
}

/** The first version of an extension is the one that is used until another is chosen. */
function complete({ store, clock }: Call<StackStore>, registration: Registration, schema: string): void {
  const { registry } = store;
  const { kind, typeName, versionId, executionRoleArn, logging } = registration;
  const now = clock.now();
  registry.putVersion({
    kind,
    typeName,
    id: versionId,
    schema,
    createdAt: now,
    isDeprecated: false,
    executionRoleArn,
    logging,
  });
  const known = registry.find(registration);
  if (known !== undefined) {
    const isFirst = known.defaultVersionId === undefined || known.isDeprecated;
    const defaultVersionId = isFirst ? versionId : known.defaultVersionId;
    registry.put({ ...known, defaultVersionId, isDeprecated: false, updatedAt: now });
  }
  const description =
    "Deployment is currently in DEPLOY_STAGE of status COMPLETED; Previous was VALIDATION_STAGE with status COMPLETED";
  registry.putRegistration({ ...registration, status: "COMPLETE", description });
}
