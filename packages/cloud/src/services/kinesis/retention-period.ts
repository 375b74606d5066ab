import type { AwsError } from "@millrace/wire";
import { invalidArgument } from "./errors.ts";
import type { Stream } from "./model.ts";
import { onStream } from "./on-stream.ts";

/** https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html */
const hoursMin = 24;
const hoursMax = 8760;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
export const increaseStreamRetentionPeriod = onStream("IncreaseStreamRetentionPeriod", ({ store }, stream, input) => {
  const hours = checked(input.RetentionPeriodHours);
  if (hours < stream.retentionHours) throw wrongWay(stream, hours, "shorter", "Decrease");

  store.put({ ...stream, retentionHours: hours });
});

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html */
export const decreaseStreamRetentionPeriod = onStream("DecreaseStreamRetentionPeriod", ({ store }, stream, input) => {
  const hours = checked(input.RetentionPeriodHours);
  if (hours > stream.retentionHours) throw wrongWay(stream, hours, "longer", "Increase");

  store.put({ ...stream, retentionHours: hours });
});

function checked(hours: number): number {
  if (hours < hoursMin) throw outside("Minimum", hoursMin, hours, "short");
  if (hours > hoursMax) throw outside("Maximum", hoursMax, hours, "long");
  return hours;
}

const outside = (end: string, bound: number, hours: number, how: string): AwsError =>
  invalidArgument(
    `${end} allowed retention period is ${bound} hours. Requested retention period (${hours} hours) is too ${how}.`,
  );

const wrongWay = ({ name, retentionHours }: Stream, hours: number, how: string, other: string): AwsError =>
  invalidArgument(
    `Requested retention period (${hours} hours) for stream ${name} can not be ${how} than existing retention period (${retentionHours} hours). Use ${other}RetentionPeriod API.`,
  );
