import type { ComponentChildren } from "preact";
import type { Loaded } from "../cloud/use-cloud.ts";
import { linkTo } from "../route.ts";

interface PageProps {
  readonly title: string;
  /** Where the page hangs: names and addresses. */
  readonly trail?: readonly (readonly [title: string, ...path: readonly string[]])[];
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const Page = ({ title, trail = [], actions, children }: PageProps) => (
  <>
    <div class="page-head">
      <div class="page-title">
        {trail.map(([name, ...path]) => (
          <span key={name} class="trail">
            <a href={linkTo(...path)}>{name}</a> /{" "}
          </span>
        ))}
        <h1>{title}</h1>
      </div>
      <div class="page-actions">{actions}</div>
    </div>
    {children}
  </>
);

/** Shows what was read, or why it could not be, or that it is on its way. */
export function Show<Value>({
  of,
  children,
}: {
  readonly of: Loaded<Value>;
  readonly children: (value: Value) => ComponentChildren;
}) {
  return (
    <>
      {of.error === undefined ? undefined : <Failure error={of.error} />}
      {of.value !== undefined ? (
        children(of.value)
      ) : of.error === undefined ? (
        <p class="dim wait">Reading…</p>
      ) : undefined}
    </>
  );
}

export const Failure = ({ error }: { readonly error: Error }) => (
  <p class="failure" role="alert">
    <b>{"code" in error ? String(error.code) : error.name}</b> {error.message}
  </p>
);

export const Empty = ({ children }: { readonly children: ComponentChildren }) => <p class="empty">{children}</p>;

export const Panel = ({
  title,
  actions,
  children,
}: {
  readonly title: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}) => (
  <section class="panel">
    <div class="panel-head">
      <h2>{title}</h2>
      <div class="page-actions">{actions}</div>
    </div>
    {children}
  </section>
);

/** Names and values, one under the other. What is undefined is left out. */
export const Facts = ({ of }: { readonly of: Readonly<Record<string, ComponentChildren>> }) => (
  <dl class="facts">
    {Object.entries(of)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

export type Tone = "ok" | "warn" | "bad" | "busy" | "dim";

export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
);
