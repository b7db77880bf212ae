import { expect, test } from "bun:test";
import { accountPages } from "./account-pages.tsx";
import { notePages } from "./note-pages.tsx";
import { pageAt } from "./pages.ts";

const noteTitle = (path: string): string => pageAt(notePages, path).title;
const accountTitle = (path: string): string => pageAt(accountPages, path).title;

test("each address has its page", () => {
  expect(["/", "/n", "/r"].map(noteTitle)).toEqual(["title.write", "title.open", "title.receipt"]);
  expect(["/about", "/contact", "/register", "/sign-in"].map(accountTitle)).toEqual([
    "title.about",
    "title.contact",
    "title.register",
    "title.signIn",
  ]);
  expect(["/recover", "/confirm"].map(accountTitle)).toEqual(["title.recover", "title.confirm"]);
  expect(["", "/people", "/privacy", "/devices"].map((part) => accountTitle(`/account${part}`))).toEqual([
    "title.profile",
    "title.people",
    "title.privacy",
    "title.devices",
  ]);
  expect(["", "/invites", "/reports", "/contact", "/audit"].map((part) => accountTitle(`/admin${part}`))).toEqual([
    "title.admin.accounts",
    "title.admin.invites",
    "title.admin.reports",
    "title.admin.contact",
    "title.admin.audit",
  ]);
});

test("an address nobody made, also one named like a part of every object, is unknown", () => {
  const nowhere = ["/x", "/n/", "/N", "/account/", "constructor", "__proto__", ""];
  expect(nowhere.map(noteTitle)).toEqual(Array(7).fill("title.unknown"));
  expect(nowhere.map(accountTitle)).toEqual(Array(7).fill("title.unknown"));
});
