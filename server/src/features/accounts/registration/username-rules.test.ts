import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { foldUsername } from "@tacet/protocol";
import { isReserved, skeletonOf } from "./username-rules.ts";

const alike: readonly (readonly string[])[] = [
  ["bob", "b0b", "BOB"],
  ["paul", "pau1", "paui", "PAUI"],
  ["bill", "b1ll", "biil", "blll"],
  ["modern", "rnodern", "m0dem", "modem"],
  ["wave", "vvave"],
  ["wim", "vvlrn"],
  ["anna.b", "anna-b", "anna_b"],
];

const different: readonly (readonly [string, string])[] = [
  ["anna", "annas"],
  ["annas", "anna5"],
  ["annab", "anna.b"],
  ["lucia", "luda"],
  ["eve", "3ve"],
  ["john", "jonh"],
];

test("names that look alike have one skeleton, and other names another", () => {
  expect(alike.map((names) => new Set(names.map(skeletonOf)).size)).toEqual(alike.map(() => 1));
  expect(different.filter(([one, other]) => skeletonOf(one) === skeletonOf(other))).toEqual([]);
});

test("names that speak for the server or for everybody are reserved, and so is what looks like them", () => {
  const reserved = [
    ..."admin root postmaster support tacet everyone here no-reply noreply security abuse hostmaster webmaster".split(
      " ",
    ),
    ..."mailer-daemon null nobody www adm1n Admin ADMIN adrnin ad-min a.d.m.i.n r00t roOt supp0rt n0_reply".split(" "),
    ..."vvebmaster secur1ty securlty he1p".split(" "),
  ];
  expect(reserved.filter((name) => !isReserved(name))).toEqual([]);
});

test("names of people are not reserved", () => {
  const free = ["alice", "bob", "rooty", "administrata", "heather", "herbert", "teamo", "allan", "newsom", "modesty"];
  expect(free.filter(isReserved)).toEqual([]);
});

const usernames = fc
  .string({ unit: fc.constantFrom(..."abilmnorvwILMOW01._-".split("")), minLength: 3, maxLength: 32 })
  .filter((text) => foldUsername(text) !== undefined);

test("a skeleton does not change by folding, nor by taking it again, and what is reserved stays so in any case", () => {
  fc.assert(
    fc.property(usernames, (username) => {
      const skeleton = skeletonOf(username);
      expect(skeletonOf(foldUsername(username) ?? "")).toBe(skeleton);
      expect(skeletonOf(skeleton)).toBe(skeleton);
      expect(isReserved(username)).toBe(isReserved(skeleton));
    }),
  );
});
