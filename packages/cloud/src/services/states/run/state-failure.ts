/** A state cannot go on: the error's name and cause as Retry, Catch and the history see them. */
export class StateFailure extends Error {
  readonly error: string | undefined;
  readonly errorCause: string | undefined;
  /** Another name under which handlers may know the error. */
  readonly alias: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, alias?: string) {
    super(cause ?? error ?? "failed");
    this.error = error;
    this.errorCause = cause;
    this.alias = alias;
  }
}

/** What is wrong with a state, before it is said in which state it happened. */
export class StateMistake extends Error {
  readonly error: string;
  /** For an expression of JSONata: the field it stands in. */
  readonly location: string | undefined;

  constructor(error: string, message: string, location?: string) {
    super(message);
    this.error = error;
    this.location = location;
  }
}

export const runtimeError = (message: string): StateMistake => new StateMistake("States.Runtime", message);

export const evaluationError = (message: string, location?: string): StateMistake =>
  new StateMistake("States.QueryEvaluationError", message, location);
