import { pageOf } from "../../../kernel/paging.ts";
import { onKey } from "../access.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 100;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html */
export const listKeyRotations: KmsOperation<"ListKeyRotations"> = {
  access: onKey("ListKeyRotations"),

  run({ store }, { KeyId = "", IncludeKeyMaterial, Marker, Limit = limitDefault }) {
    const key = store.key(KeyId);
    const all = key.materials.map((material, at) => ({ material, place: String(at).padStart(6, "0") }));
    const listed = all.filter(
      ({ material }) => IncludeKeyMaterial === "ALL_KEY_MATERIAL" || material.rotation !== undefined,
    );
    const { items, next } = pageOf(listed, { token: Marker, max: Limit, idOf: ({ place }) => place });
    return {
      Rotations: items.map(({ material }) => ({
        KeyId: key.id,
        KeyMaterialId: material.id,
        KeyMaterialState: material === key.materials.at(-1) ? "CURRENT" : "NON_CURRENT",
        RotationDate: material.rotation === undefined ? undefined : new Date(material.createdAt),
        RotationType: material.rotation,
      })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
};
