/** However many values there are. */
const slots = 32;

/**
 * The values of an enumeration in the order in which AWS lists them in its messages. AWS keeps them in a hash table: by
 * Java's hash of their text, and those of one slot the last one first. The models keep them in another order. Every list
 * that was observed has this order but one: KMS's uses of keys.
 */
export function inHashOrder(values: readonly string[]): readonly string[] {
  const slotOf = (value: string): number => javaHash(value) & (slots - 1);
  return values.toReversed().sort((one, other) => slotOf(one) - slotOf(other));
}

/** https://docs.oracle.com/javase/8/docs/api/java/lang/String.html#hashCode-- */
function javaHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
