import { expect, test } from "bun:test";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { parseEmailAddress } from "./email-address.ts";

const written = (typed: string): string | undefined => parseEmailAddress(typed)?.written;
const folded = (typed: string): string | undefined => parseEmailAddress(typed)?.folded;

test("an address is kept as its owner writes it, but for the domain", () => {
  expect(written("Alice.Miller+notes@Example.ORG")).toBe("Alice.Miller+notes@example.org");
  expect(written("o'brien@mail.example.co.uk")).toBe("o'brien@mail.example.co.uk");
  expect(written("x@1and1.example")).toBe("x@1and1.example");
});

test("all ways to write one mailbox are looked up as one", () => {
  expect(folded("Alice@Example.ORG")).toBe(folded("alice@example.org"));
  expect(folded("alice@bücher.example")).toBe(folded("ALICE@xn--bcher-kva.example"));
  expect(folded("alice@ｅxample．org")).toBe(folded("alice@example.org"));
});

test("what one provider takes for the same mailbox, another does not: dots and tags count", () => {
  expect(folded("a.lice@example.org")).not.toBe(folded("alice@example.org"));
  expect(folded("alice+x@example.org")).not.toBe(folded("alice@example.org"));
});

const label = "a".repeat(63);
const refused: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["no @", "alice.example.org"],
  ["no local part", "@example.org"],
  ["no domain", "alice@"],
  ["two @", "alice@evil.example@example.org"],
  ["a second header", "alice@example.org\r\nBcc: all@example.org"],
  ["a header in the local part", "alice\r\nBcc: x@example.org"],
  ["a line break at the end", "alice@example.org\n"],
  ["a NUL", "alice@example.org\0.evil.example"],
  ["a tab inside the domain", "alice@exam\tple.org"],
  ["spaces around", " alice@example.org "],
  ["two addresses", "alice@example.org,bob@example.org"],
  ["two addresses with a semicolon", "alice@example.org;bob@example.org"],
  ["a display name", "Alice <alice@example.org>"],
  ["a comment", "alice(home)@example.org"],
  ["a quoted local part", '"alice bob"@example.org'],
  ["a quoted @", '"alice@evil.example"@example.org'],
  ["the percent hack", "alice%evil.example@example.org"],
  ["a bang path", "evil.example!alice@example.org"],
  ["a percent-encoded domain", "alice@ex%61mple.org"],
  ["an encoded word", "=?utf-8?q?alice?=@example.org?x"],
  ["an option of sendmail", "-oQ/tmp@example.org"],
  ["an IPv4 literal", "alice@[192.0.2.1]"],
  ["an IPv6 literal", "alice@[IPv6:::1]"],
  ["an IPv4 address", "alice@192.0.2.1"],
  ["an IPv4 address in disguise", "alice@0x7f.1"],
  ["this machine", "alice@localhost"],
  ["a port", "alice@example.org:25"],
  ["a path", "alice@example.org/x"],
  ["a fragment", "alice@example.org#x"],
  ["a backslash", "alice@example.org\\x"],
  ["a dot at the end of the domain", "alice@example.org."],
  ["two dots in the domain", "alice@example..org"],
  ["a label that begins with a hyphen", "alice@-example.org"],
  ["a label with an underscore", "alice@ex_ample.org"],
  ["a dot at the start", ".alice@example.org"],
  ["a dot before the @", "alice.@example.org"],
  ["two dots in a row", "al..ice@example.org"],
  ["letters beyond ASCII before the @", "älice@example.org"],
  ["text that turns around", "alice@\u202egro.elpmaxe"],
  ["a broken punycode", "alice@xn--a.org"],
  ["a local part of 65", `${"a".repeat(65)}@example.org`],
  ["255 characters", `a@${[label, label, label, "b".repeat(61)].join(".")}`],
  ["a domain that is too long in ASCII", `a@${"ü".repeat(60)}.${"ü".repeat(60)}.${"ü".repeat(60)}.example`],
  ["64 KB", `${"a".repeat(65_536)}@example.org`],
  ["64 KB of domain", `a@${"a.".repeat(32_768)}org`],
];

test.each(refused)("%s is no address", (_, typed) => {
  expect(parseEmailAddress(typed)).toBeUndefined();
});

test("the longest address is one", () => {
  const longest = `${"a".repeat(64)}@${[label, label, "b".repeat(61)].join(".")}`;
  expect([longest.length, written(longest)]).toEqual([254, longest]);
});

const piecesOf = (...pieces: readonly string[]) =>
  array(oneof({ weight: 9, arbitrary: constantFrom(...pieces) }, string({ unit: "binary" })), {
    minLength: 1,
    maxLength: 3,
  });

test("whatever is typed, an address is one line of visible ASCII with one @, and is its own canonical form", () => {
  const local = piecesOf("alice", "Bob", ".", "+", "%", '"', "@", " ", "-");
  const domain = piecesOf("example.org", "bücher.", "ｅ", "A", "-", "\r\n", "@", ",");
  let accepted = 0;
  assert(
    property(local, domain, (before, after) => {
      const address = parseEmailAddress(`${before.join("")}@${after.join("")}`);
      if (!address) return;
      accepted += 1;
      expect(address.written).toMatch(/^[\x21-\x3f\x41-\x7e]{1,64}@[a-z0-9.-]{3,253}$/);
      expect(parseEmailAddress(address.written)).toEqual(address);
      expect(parseEmailAddress(address.folded)?.folded).toBe(address.folded);
    }),
    { numRuns: 5000 },
  );
  expect(accepted).toBeGreaterThan(10);
});
