import { onParameter } from "../access.ts";
import { selected } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html */
export const unlabelParameterVersion: SsmOperation<"UnlabelParameterVersion"> = {
  access: onParameter("UnlabelParameterVersion"),

  run({ store }, { Name = "", ParameterVersion, Labels = [] }) {
    const parameter = store.parameter(Name);
    const asked = selected(parameter, String(ParameterVersion));

    const labels = asked.labels.filter((label) => !Labels.includes(label));
    const versions = parameter.versions.map((version) => (version === asked ? { ...version, labels } : version));
    store.put({ ...parameter, versions });
    return {
      RemovedLabels: Labels.filter((label) => asked.labels.includes(label)),
      InvalidLabels: Labels.filter((label) => !asked.labels.includes(label)),
    };
  },
};
