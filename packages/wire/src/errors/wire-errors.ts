import { AwsError } from "../aws-error.ts";

/** A body or parameter that is not what the protocol asks for, as the services' common runtime reports it. */
export const serializationError = (message: string): AwsError =>
  new AwsError("SerializationException", message, { status: 400 });

/** Documents deeper than this are refused: nothing in AWS's models nests as deep. */
export const nestingMax = 200;

export const tooDeep = (): AwsError => serializationError(`Nesting is deeper than ${nestingMax} levels`);

export const unknownOperation = (status: number): AwsError => new AwsError("UnknownOperationException", "", { status });
