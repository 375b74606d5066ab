export interface ViewProps {
  /** What follows the view's own name in the address. */
  readonly path: readonly string[];
}
