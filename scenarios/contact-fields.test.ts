import { encodeBase64url, SendContact } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { openSqliteForTest } from "../server/test/databases.ts";
import { send, solved, type Sent } from "./contact-people.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";

const unusable: readonly (readonly [string, Partial<Sent>, string])[] = [
  ["no name", { name: "" }, "contact_name_unusable"],
  ["a name of blanks", { name: " \u3000" }, "contact_name_unusable"],
  ["a name that would end a line of a mail's header", { name: "A\r\nBcc: all@example.org" }, "contact_name_unusable"],
  ["a name with half of a character", { name: "A\uD83D" }, "contact_name_unusable"],
  ["a long name", { name: "é".repeat(101) }, "contact_name_unusable"],
  ["no address", { email: "" }, "contact_email_unusable"],
  ["an address without a place", { email: "ada" }, "contact_email_unusable"],
  ["two addresses", { email: "ada@example.org,eve@example.org" }, "contact_email_unusable"],
  ["an address with a line end", { email: "ada@example.org\nBcc: b" }, "contact_email_unusable"],
  ["a long address", { email: `${"a".repeat(243)}@example.org` }, "contact_email_unusable"],
  ["no message", { message: "" }, "contact_message_unusable"],
  ["a message of blanks", { message: "\n \t" }, "contact_message_unusable"],
  ["a message with half of a character", { message: "\uDE00" }, "contact_message_unusable"],
  ["a long message", { message: "😀".repeat(10_001) }, "contact_message_unusable"],
];

/** As a program writes it that checks nothing. */
async function asJson(world: NoteWorld, changes: Partial<Sent>): Promise<string> {
  const { puzzle, solution, ...texts } = await solved(world, changes);
  const [puzzleText, solutionText] = [puzzle, solution].map(encodeBase64url);
  return JSON.stringify({ ...texts, puzzle: puzzleText, solution: solutionText });
}

const post = (world: NoteWorld, body: string): Promise<Response> =>
  world.ports.fetch(`${world.origin}${SendContact.path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });

test.each(unusable)(
  "%s is refused by the client before anything is asked, and by the server",
  async (_, changes, code) => {
    await using world = await startNoteWorld(openSqliteForTest);
    expect(await send(world, changes)).toBe(code);
    expect(world.requests).toEqual([]);
    const answer = await post(world, await asJson(world, changes));
    expect((await answer.json()).code).toBe("invalid_request");
  },
);

test("the longest of everything is taken, also when each character is written as an escape", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const longest = { name: "😀".repeat(100), email: `${"a".repeat(242)}@example.org`, message: "😀".repeat(10_000) };
  expect(await send(world, longest)).toBe("received");
  const escaped = (await asJson(world, longest)).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const answer = await post(world, escaped);
  expect(answer.status).toBe(201);
});
