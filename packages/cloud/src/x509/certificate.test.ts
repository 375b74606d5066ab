import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeCertificate } from "./certificate.ts";

const times = { from: Date.parse("2026-01-01T00:00:00Z"), to: Date.parse("2036-01-01T00:00:00Z") };
const authority = makeCertificate({ name: "An authority", serial: Buffer.from([0xff, 1]), ...times });
const issuer = { ...authority, name: "An authority" };
const hosts = ["127.0.0.1", "localhost", "*.eu-west-1.rds.amazonaws.com"];
const server = makeCertificate({ name: "A server", hosts, issuer, serial: Buffer.from([2]), ...times });

describe("A certificate", () => {
  it("is signed by its authority, and by nobody else", () => {
    const [own, its] = [new X509Certificate(server.certificate), new X509Certificate(authority.certificate)];

    expect(own.verify(its.publicKey)).toBe(true);
    expect(own.checkIssued(its)).toBe(true);
    expect(own.verify(own.publicKey)).toBe(false);
    expect(its.ca).toBe(true);
    expect(own.ca).toBe(false);
  });

  it("answers for its hosts and addresses", () => {
    const certificate = new X509Certificate(server.certificate);

    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.checkHost("people.eu-west-1.rds.amazonaws.com")).toBeDefined();
    expect(certificate.checkHost("example.com")).toBeUndefined();
    expect(certificate.validTo).toBe("Jan  1 00:00:00 2036 GMT");
    expect(certificate.serialNumber).toBe("02");
  });
});
