import { onAnything } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html */
export const disassociateVpcCidrBlock: Ec2Operation<"DisassociateVpcCidrBlock"> = {
  access: onAnything("DisassociateVpcCidrBlock"),

  run({ store }, { AssociationId }) {
    const isIt = ({ AssociationId: id }: { readonly AssociationId?: string | undefined }): boolean =>
      id === AssociationId;
    const vpc = store.list("vpc").find(({ CidrBlockAssociationSet: blocks }) => blocks.some(isIt));
    const found = vpc?.CidrBlockAssociationSet.find(isIt);
    if (vpc === undefined || found === undefined) {
      throw ec2Error(
        "InvalidVpcCidrBlockAssociationID.NotFound",
        `The vpc CIDR block association ID '${AssociationId}' does not exist`,
      );
    }
    if (found.CidrBlock === vpc.CidrBlock) {
      throw ec2Error(
        "OperationNotPermitted",
        "The vpc CIDR block with association ID " +
          AssociationId +
          " may not be disassociated. It is the primary IPv4 CIDR block of the VPC",
      );
    }
    store.put("vpc", { ...vpc, CidrBlockAssociationSet: vpc.CidrBlockAssociationSet.filter((block) => !isIt(block)) });
    return { VpcId: vpc.VpcId, CidrBlockAssociation: { ...found, CidrBlockState: { State: "disassociating" } } };
  },
};
