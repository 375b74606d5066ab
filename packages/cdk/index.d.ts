import type { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { Construct } from "constructs";

export interface MillracePipelineProps {
  /** Folder of the pipeline's definition, as `millrace up` takes it. */
  readonly definition: string;
  /** Values of the template's parameters, such as `BucketName`; those of the code are filled in. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Everything that a pipeline needs on AWS, as `millrace synth` writes it, with its code as an asset. */
export declare class MillracePipeline extends Construct {
  constructor(scope: Construct, id: string, props: MillracePipelineProps);
  /** Its resources, by their names in the template: `pipeline.template.getResource("Table")`. */
  readonly template: CfnInclude;
}
