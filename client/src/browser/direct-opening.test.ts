import { ProtocolError, type ErrorCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { connectAccount } from "../accounts/connect-account.ts";
import { createDirectOpening } from "./direct-opening.ts";

interface World {
  /** What the server answers to each opening, in turn; a conversation where there is nothing left. */
  readonly refusals?: readonly ErrorCode[];
  readonly asked?: "waiting" | "accepted" | ErrorCode;
}

function openingIn({ refusals = [], asked = "waiting" }: World) {
  const left = [...refusals];
  const told: string[] = [];
  const opening = createDirectOpening({
    session: { act: (call) => call(connectAccount({ server: "https://tacet.test", credentials: "cookie" })) },
    messenger: {
      own: "mira@tacet.test",
      openDirect: async (address) => {
        told.push(`open ${address}`);
        const code = left.shift();
        if (code) throw new ProtocolError(code);
        return "ab12";
      },
    },
    people: {
      ask: async (username, words) => {
        told.push(`ask ${username}: ${words}`);
        if (asked !== "waiting" && asked !== "accepted") throw new ProtocolError(asked);
        return { state: asked };
      },
    },
  });
  return { opening, told };
}

test("a username alone is somebody of this server, and a whole address is taken as it is", async () => {
  const { opening, told } = openingIn({ refusals: ["person_not_found", "unavailable"] });
  await opening.open(" Rosa ");
  expect(opening.state.get()).toMatchObject({ kind: "asking_whom", problem: { code: "person_not_found" } });
  await opening.open("Ida@Elsewhere.example");
  await opening.open("rosa@tacet.test");
  expect(opening.state.get()).toEqual({ kind: "open", name: "ab12" });
  expect(told).toEqual(["open rosa@tacet.test", "open ida@elsewhere.example", "open rosa@tacet.test"]);
});

test("what can be nobody's address is not asked for", async () => {
  const { opening, told } = openingIn({});
  for (const text of ["", "ab", "two words", "a@b@c", "rosa@", "<script>"]) {
    await opening.open(text);
    expect(opening.state.get()).toMatchObject({ kind: "asking_whom", problem: { code: "username_malformed" } });
  }
  expect(told).toEqual([]);
});

test("who has to be asked first is asked, and until there is an answer nothing more is done", async () => {
  const { opening, told } = openingIn({ refusals: ["request_needed"] });
  await opening.open("rosa");
  expect(opening.state.get()).toEqual({ kind: "request_needed", address: "rosa@tacet.test" });
  await opening.request("It is me");
  await opening.open("rosa");
  expect(opening.state.get()).toEqual({ kind: "requested", address: "rosa@tacet.test" });
  expect(told).toEqual(["open rosa@tacet.test", "ask rosa: It is me"]);
});

test("where each has asked the other, the conversation opens at once", async () => {
  const { opening } = openingIn({ refusals: ["request_needed"], asked: "accepted" });
  await opening.open("rosa");
  await opening.request("");
  expect(opening.state.get()).toEqual({ kind: "open", name: "ab12" });
});

test("a request that is refused says why, and can be made again", async () => {
  const { opening } = openingIn({ refusals: ["request_needed"], asked: "daily_limit_reached" });
  await opening.open("rosa");
  await opening.request("");
  expect(opening.state.get()).toMatchObject({ kind: "request_needed", problem: { code: "daily_limit_reached" } });
});
