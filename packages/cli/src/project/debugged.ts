import type { Plan } from "@millrace/plan";

/** The longest that Lambda lets a function run: whoever steps through it needs time. */
const secondsMax = 900;

/** A plan whose functions wait for a debugger at `port` of this machine. */
export const debugged = (plan: Plan, port: number): Plan => ({
  ...plan,
  resources: plan.resources.map((resource) =>
    resource.kind === "function"
      ? {
          ...resource,
          timeoutSeconds: secondsMax,
          environment: { ...resource.environment, NODE_OPTIONS: `--inspect=127.0.0.1:${port} --enable-source-maps` },
        }
      : resource,
  ),
});
