import { ProtocolError, type Invite } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { connectAccount } from "../../accounts/connect-account.ts";
import { createInviteDesk } from "./invite-desk.ts";

const invite: Invite = { id: new Uint8Array(16).fill(1), role: "user", madeAt: 1, expiresAt: 2, state: "open" };

/** A server with one invite, once it was asked for that. */
function openDesk() {
  const asked: (string | undefined)[] = [];
  const account = connectAccount({ server: "https://tacet.test" });
  const desk = createInviteDesk(
    { act: (call) => call(account) },
    {
      listInvites: async () => ({ invites: asked.length === 0 ? [] : [invite] }),
      createInvite: async (wish) => {
        asked.push(wish?.username);
        return { link: "https://tacet.test/register#secret", invite };
      },
      revokeInvite: () => Promise.reject(new ProtocolError("invite_not_found")),
    },
  );
  return { desk, asked };
}

test("a link is shown until its invite is void, also when somebody else was faster", async () => {
  const { desk } = openDesk();
  await desk.look();
  await desk.make({});
  expect(desk.inviting.get()).toMatchObject({ activity: "none", made: { link: "https://tacet.test/register#secret" } });
  expect(desk.state.get()).toMatchObject({ entries: [invite] });
  expect(await desk.revoke(invite)).toBe("done");
  expect(desk.inviting.get().made).toBeUndefined();
  expect(desk.state.get()).toMatchObject({ entries: [] });
});

test("what can be no username is not sent", async () => {
  const { desk, asked } = openDesk();
  await desk.make({ username: "two words" });
  expect(desk.inviting.get()).toMatchObject({ activity: "none", problem: { code: "username_malformed" } });
  expect(asked).toEqual([]);
});
