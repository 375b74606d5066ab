import type { VpcCidrBlockAssociation } from "@aws-sdk/client-ec2";
import { overlaps, parseBlock } from "../../../reach/cidr.ts";
import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { checkedVpcBlock } from "./vpc-block.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html */
export const associateVpcCidrBlock: Ec2Operation<"AssociateVpcCidrBlock"> = {
  access: onEach("AssociateVpcCidrBlock", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store }, { VpcId, CidrBlock }) {
    const vpc = store.get("vpc", VpcId);
    const wanted = checkedVpcBlock(CidrBlock);
    const block = parseBlock(wanted);
    const isTaken = vpc.CidrBlockAssociationSet.some(({ CidrBlock: other = "" }) => {
      const taken = parseBlock(other);
      return block !== undefined && taken !== undefined && overlaps(block, taken);
    });
    if (isTaken) throw ec2Error("InvalidVpc.Range", `The CIDR '${wanted}' is invalid.`);

    const CidrBlockAssociation: VpcCidrBlockAssociation = {
      AssociationId: `vpc-cidr-assoc-${store.hex()}`,
      CidrBlock: wanted,
      CidrBlockState: { State: "associated" },
    };
    store.put("vpc", { ...vpc, CidrBlockAssociationSet: [...vpc.CidrBlockAssociationSet, CidrBlockAssociation] });
    return { VpcId, CidrBlockAssociation: { ...CidrBlockAssociation, CidrBlockState: { State: "associating" } } };
  },
};
