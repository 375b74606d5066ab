import type { Plan } from "@millrace/plan";

/** The longest that Lambda lets a function run: whoever steps through it needs time. */
const secondsMax = 900;

/** A plan whose function for files waits for a debugger at `port` of this machine. */
export const debugged = (plan: Plan, port: number): Plan => ({
  ...plan,
  parts: plan.parts.map((part) =>
    part.kind === "function" && part.handler === "index.file"
      ? {
          ...part,
          timeoutSeconds: secondsMax,
          environment: { ...part.environment, NODE_OPTIONS: [`--inspect=127.0.0.1:${port} --enable-source-maps`] },
        }
      : part,
  ),
});
