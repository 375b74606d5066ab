import { onParameter } from "../access.ts";
import { tooManyLabels } from "../errors.ts";
import { selected } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
const isLabel = /^(?!aws|ssm|\d)[a-zA-Z0-9_.-]{1,100}$/i;
const labelsMax = 10;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html */
export const labelParameterVersion: SsmOperation<"LabelParameterVersion"> = {
  access: onParameter("LabelParameterVersion"),

  run({ store }, { Name = "", ParameterVersion, Labels = [] }) {
    const parameter = store.parameter(Name);
    const asked = selected(parameter, ParameterVersion === undefined ? undefined : String(ParameterVersion));
    const right = Labels.filter((label) => isLabel.test(label));
    const labels = [...new Set([...asked.labels, ...right])];
    if (labels.length > labelsMax) throw tooManyLabels();

    const versions = parameter.versions.map((version) =>
      version === asked
        ? { ...version, labels }
        : { ...version, labels: version.labels.filter((label) => !right.includes(label)) },
    );
    store.put({ ...parameter, versions });
    return { InvalidLabels: Labels.filter((label) => !right.includes(label)), ParameterVersion: asked.version };
  },
};
