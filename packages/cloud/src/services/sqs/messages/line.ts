export interface Place {
  readonly seq: number;
  readonly group: string;
}

/** The visible messages of a pile, in the order in which they are to be received. */
export interface Line {
  add(pile: number, seq: number, group: string): void;
  remove(pile: number, seq: number, group: string): void;
  /** The next ones, up to `max`; asked again once all of them have left the line. */
  next(pile: number, max: number): Place[];
  /** Nobody receives of this group until it is opened as often as it was closed. */
  close(pile: number, group: string): void;
  open(pile: number, group: string): void;
  /** Removes up to `max` entries of a pile that nobody uses any more; true when nothing is left. */
  sweep(pile: number, max: number): boolean;
}
