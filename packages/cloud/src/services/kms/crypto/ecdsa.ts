import type { KeyObject } from "node:crypto";
import type { Ids } from "@millrace/core";

/**
 * ECDSA over a digest that was made elsewhere: OpenSSL, as Node shows it, always makes the digest itself. Not hardened
 * against whoever measures time: these keys protect nothing outside a laptop.
 */
interface Curve {
  readonly p: bigint;
  readonly a: bigint;
  readonly n: bigint;
  readonly g: Point;
}

/** Undefined is the point at infinity. */
type Point = { readonly x: bigint; readonly y: bigint } | undefined;

/** SEC 2, by the names that JSON Web Keys have for them. https://www.secg.org/sec2-v2.pdf */
const curves: Readonly<Record<string, Curve>> = {
  "P-256": {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: -3n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    g: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    },
  },
  "P-384": {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    a: -3n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    g: {
      x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    },
  },
  "P-521": {
    p: 2n ** 521n - 1n,
    a: -3n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    g: {
      x: 0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      y: 0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    },
  },
  secp256k1: {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    g: {
      x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
      y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    },
  },
};

/** In DER, as AWS answers. */
export function signDigest(ids: Ids, key: KeyObject, digest: Buffer): Buffer {
  const { curve, jwk } = partsOf(key);
  const { n, g } = curve;
  const z = truncated(digest, n);
  for (;;) {
    const k = remainder(toNumber(ids.bytes(byteLength(n) + 8)), n);
    const r = remainder(multiply(curve, k, g)?.x ?? 0n, n);
    const s = remainder(inverse(k, n) * (z + r * number(jwk.d)), n);
    if (k !== 0n && r !== 0n && s !== 0n) return sequence([r, s]);
  }
}

export function verifyDigest(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const { curve, jwk } = partsOf(key);
  const { n, g } = curve;
  const [r, s] = readSequence(signature) ?? [];
  if (r === undefined || s === undefined || r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const w = inverse(s, n);
  const left = multiply(curve, remainder(truncated(digest, n) * w, n), g);
  const right = multiply(curve, remainder(r * w, n), { x: number(jwk.x), y: number(jwk.y) });
  const sum = add(curve, left, right);
  return sum !== undefined && remainder(sum.x, n) === r;
}

function partsOf(key: KeyObject) {
  const jwk = key.export({ format: "jwk" });
  const curve = curves[jwk.crv ?? ""];
  if (curve === undefined) throw new Error(`A key lies on an unknown curve: ${jwk.crv}`);
  return { curve, jwk };
}

const remainder = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

/** Euclid */
function inverse(value: bigint, modulus: bigint): bigint {
  let [before, now] = [modulus, remainder(value, modulus)];
  let [x, y] = [0n, 1n];
  while (now !== 0n) {
    const quotient = before / now;
    [before, now] = [now, before - quotient * now];
    [x, y] = [y, x - quotient * y];
  }
  return remainder(x, modulus);
}

function add({ p, a }: Curve, left: Point, right: Point): Point {
  if (left === undefined || right === undefined) return left ?? right;
  if (left.x === right.x && left.y !== right.y) return undefined;
  const slope =
    left.x === right.x
      ? (3n * left.x * left.x + a) * inverse(2n * left.y, p)
      : (right.y - left.y) * inverse(right.x - left.x, p);
  const x = remainder(slope * slope - left.x - right.x, p);
  return { x, y: remainder(slope * (left.x - x) - left.y, p) };
}

function multiply(curve: Curve, factor: bigint, point: Point): Point {
  let [sum, power]: [Point, Point] = [undefined, point];
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(curve, sum, power);
    power = add(curve, power, power);
  }
  return sum;
}

const byteLength = (value: bigint): number => Math.ceil(value.toString(2).length / 8);
const toNumber = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString("hex") || "0"}`);
const number = (text = ""): bigint => toNumber(Buffer.from(text, "base64url"));

/** As many bits of a digest, from the left, as the order of the curve has. */
function truncated(digest: Buffer, n: bigint): bigint {
  const surplus = digest.length * 8 - n.toString(2).length;
  return surplus > 0 ? toNumber(digest) >> BigInt(surplus) : toNumber(digest);
}

function sequence(numbers: readonly bigint[]): Buffer {
  const parts = numbers.map((value) => {
    const hex = value.toString(16);
    const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
    const positive = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return Buffer.concat([Buffer.from([0x02, positive.length]), positive]);
  });
  const body = Buffer.concat(parts);
  const length = body.length >= 0x80 ? [0x81, body.length] : [body.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), body]);
}

function readSequence(bytes: Buffer): bigint[] | undefined {
  let at = bytes[1] === 0x81 ? 3 : 2;
  if (bytes[0] !== 0x30) return undefined;
  const numbers: bigint[] = [];
  while (at < bytes.length) {
    const length = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0x02 || length === 0 || at + 2 + length > bytes.length) return undefined;
    numbers.push(toNumber(bytes.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return numbers.length === 2 ? numbers : undefined;
}
