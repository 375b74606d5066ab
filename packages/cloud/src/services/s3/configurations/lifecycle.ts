import type {
  LifecycleExpiration,
  LifecycleRule,
  Transition,
  TransitionDefaultMinimumObjectSize,
} from "@aws-sdk/client-s3";
import type { Ids } from "@millrace/core";
import { invalidArgument, invalidRequest, malformedXml, noSuchBucketConfiguration } from "../errors.ts";
import { scheduleSweep } from "../lifecycle/sweep.ts";
import type { Shapes } from "../shapes.ts";
import type { StoredLifecycle } from "./kinds.ts";
import { singleConfiguration } from "./single.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
const rulesMax = 1000;
const idLengthMax = 255;
const dayMs = 86_400_000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const lifecycle = singleConfiguration({
  name: "lifecycle",
  rights: { put: "s3:PutLifecycleConfiguration", get: "s3:GetLifecycleConfiguration" },
  read: (input: Shapes["PutBucketLifecycleConfiguration"]["input"]): StoredLifecycle | undefined =>
    input.LifecycleConfiguration && {
      rules: input.LifecycleConfiguration.Rules ?? [],
      minimumSize: input.TransitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
      sweep: "",
    },
  write: ({ rules, minimumSize }) => ({
    Rules: rules.map(withDates),
    TransitionDefaultMinimumObjectSize: minimumSize as TransitionDefaultMinimumObjectSize,
  }),
  missing: (bucket) =>
    noSuchBucketConfiguration("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", bucket),
  check({ rules, minimumSize }, { ids }) {
    if (rules.length === 0 || rules.length > rulesMax) throw malformedXml();
    const named = rules.map((rule) => checkedRule(rule, ids));
    if (new Set(named.map(({ ID }) => ID)).size !== named.length) {
      throw invalidArgument("Rule ID must be unique. Found same ID for more than one rule");
    }
    return { rules: named, minimumSize, sweep: ids.uuid() };
  },
  stored: scheduleSweep,
});

function checkedRule(rule: LifecycleRule, ids: Ids): LifecycleRule {
  const { Status, Filter, Prefix, Expiration, ID = ids.uuid() } = rule;
  if (Status !== "Enabled" && Status !== "Disabled") throw malformedXml();
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  if (Filter !== undefined && Object.values(Filter).filter((part) => part !== undefined).length > 1)
    throw malformedXml();
  if (ID.length > idLengthMax) throw invalidArgument("ID length should not exceed allowed limit of 255");
  if (!hasAction(rule)) {
    throw invalidRequest("At least one action needs to be specified in a rule");
  }
  checkExpiration(Expiration, rule);
  for (const { Days, StorageClass } of rule.Transitions ?? []) checkTransition(Days, StorageClass, "Transition");
  for (const { NoncurrentDays, StorageClass } of rule.NoncurrentVersionTransitions ?? []) {
    checkTransition(NoncurrentDays, StorageClass, "NoncurrentVersionTransition");
  }
  checkDays(rule.NoncurrentVersionExpiration?.NoncurrentDays, "NoncurrentVersionExpiration");
  checkDays(rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation, "AbortIncompleteMultipartUpload");
  return { ...rule, ID };
}

const hasAction = (rule: LifecycleRule): boolean =>
  [
    rule.Expiration,
    rule.NoncurrentVersionExpiration,
    rule.AbortIncompleteMultipartUpload,
    rule.Transitions?.[0],
    rule.NoncurrentVersionTransitions?.[0],
  ].some((action) => action !== undefined);

function checkExpiration(expiration: LifecycleExpiration | undefined, rule: LifecycleRule): void {
  if (expiration === undefined) return;
  const { Days, Date: date, ExpiredObjectDeleteMarker: ofMarkers } = expiration;
  const given = [Days, date, ofMarkers].filter((value) => value !== undefined);
  if (given.length !== 1) throw malformedXml();
  checkDays(Days, "Expiration");
  if (date !== undefined && new Date(date).getTime() % dayMs !== 0) {
    throw invalidArgument("'Date' must be at midnight GMT");
  }
  const hasTags = rule.Filter?.Tag !== undefined || rule.Filter?.And?.Tags !== undefined;
  if (ofMarkers !== undefined && hasTags) {
    throw invalidRequest("ExpiredObjectDeleteMarker cannot be specified with Tags.");
  }
}

function checkDays(days: number | undefined, action: string): void {
  if (days === undefined || days > 0) return;
  throw invalidArgument(
    `'${action === "NoncurrentVersionExpiration" ? "NoncurrentDays" : "Days"}' for ${action} action must be a positive integer`,
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const daysMin: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

function checkTransition(
  days: number | undefined,
  storageClass: string | undefined,
  action: "NoncurrentVersionTransition" | "Transition",
): void {
  const min = daysMin[storageClass ?? ""] ?? 0;
  if (days === undefined || days >= min) return;
  const name = action === "Transition" ? "Days" : "NoncurrentDays";
  throw invalidArgument(
    `'${name}' in ${action} action must be greater than or equal to ${min} for storageClass '${storageClass}'`,
  );
}

/** JSON knows no dates, so they are kept as text. */
function withDates(rule: LifecycleRule): LifecycleRule {
  const { Expiration: expiration, Transitions: transitions } = rule;
  return {
    ...rule,
    ...(expiration === undefined ? {} : { Expiration: withDate(expiration) }),
    ...(transitions === undefined ? {} : { Transitions: transitions.map(withDate) }),
  };
}

const withDate = <Value extends LifecycleExpiration | Transition>(value: Value): Value =>
  value.Date === undefined ? value : { ...value, Date: new Date(value.Date) };
