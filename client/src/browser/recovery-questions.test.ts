import type { LostProof, SignInNeeds } from "@tacet/protocol";
import { expect, test } from "bun:test";
import {
  besidesOf,
  isOpenAtOnce,
  nextQuestion,
  proofsAsked,
  replacementsOf,
  standInsOf,
  takeBack,
  type AllAnswers,
  type RecoveryAnswers,
} from "./recovery-questions.ts";

const everything = { phone: true, email: true, contact: true };
const nothing = { phone: false, email: false, contact: false };
const all: AllAnswers = { who: "alice", lost: "password", beside: "phrase", inPlace: ["email"] };

test("one question comes after the other, and each can be taken back", () => {
  const asked: string[] = [];
  let answers: RecoveryAnswers = {};
  for (const name of ["who", "lost", "beside", "inPlace"] as const) {
    asked.push(nextQuestion(answers));
    const given: RecoveryAnswers = { ...answers, [name]: all[name] };
    expect(takeBack(given)).toEqual(answers);
    answers = given;
  }
  expect(asked).toEqual(["who", "lost", "beside", "inPlace"]);
  expect(answers).toEqual(all);
});

test("every sign-in that needs what is lost can be said", () => {
  const said = (["password", "phrase", "phone"] satisfies LostProof[]).flatMap((lost) =>
    besidesOf(lost, everything).map((beside) => [lost, beside].filter((each) => each !== "nothing").toSorted()),
  );
  const needs: readonly SignInNeeds[] = ["password", "phrase", "password_and_phrase", "phone", "password_and_phone"];
  const sayable = new Set(said.map((each) => each.join("_and_")));
  expect(sayable).toEqual(new Set(needs.map((each) => each.split("_and_").toSorted().join("_and_"))));
});

test("what takes the place of something is neither that, nor asked for anyway, nor what the server does not offer", () => {
  expect(standInsOf({ lost: "password", beside: "nothing" }, everything)).toEqual(["phrase", "phone", "email"]);
  expect(standInsOf({ lost: "password", beside: "phone" }, everything)).toEqual(["phrase", "email"]);
  expect(standInsOf({ lost: "phrase", beside: "password" }, everything)).toEqual(["phone", "email"]);
  expect(standInsOf({ lost: "phrase", beside: "nothing" }, nothing)).toEqual([]);
  expect(besidesOf("password", nothing)).toEqual(["nothing", "phrase"]);
});

test("two proofs are back at once, one waits", () => {
  expect(isOpenAtOnce({ beside: "nothing", inPlace: ["email"] })).toBe(false);
  expect(isOpenAtOnce({ beside: "nothing", inPlace: ["phrase", "email"] })).toBe(true);
  expect(isOpenAtOnce({ beside: "password", inPlace: ["email"] })).toBe(true);
  expect(proofsAsked(all)).toEqual(["phrase", "email"]);
});

test("a lost phone is replaced by what keeps the number of proofs", () => {
  expect(replacementsOf({ ...all, lost: "phone", beside: "nothing" })).toEqual(["password", "phrase"]);
  expect(replacementsOf({ ...all, lost: "phone", beside: "password" })).toEqual(["phrase"]);
  expect(replacementsOf({ ...all, lost: "phrase", beside: "password" })).toEqual(["phrase"]);
});
