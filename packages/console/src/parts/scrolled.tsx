import type { ComponentChildren } from "preact";

interface ScrolledProps {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
}

/** What may be larger than its frame: keys reach it, so that they can move it. */
export const Scrolled = ({ label, children, ...shown }: ScrolledProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody without a mouse sees the rest
  <section {...shown} aria-label={label} tabIndex={0}>
    {children}
  </section>
);

/** A text with its own line breaks. */
export const Code = ({ isTall, children }: { readonly isTall?: boolean; readonly children: ComponentChildren }) => (
  <Scrolled label="Text" class={isTall === true ? "code tall" : "code"}>
    <pre>{children}</pre>
  </Scrolled>
);
