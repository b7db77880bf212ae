import { type CreateInvite, type Invite, type InviteCursor, type ReplyOf } from "@tacet/protocol";
import { idText } from "./ids.ts";
import type { Admin } from "../features/admin/admin.ts";

/** The link first, alone on its line, for scripts. */
export function printNewInvite({ link, invite }: ReplyOf<typeof CreateInvite>, print: (line: string) => void): void {
  const { username = "one account", role, expiresAt } = invite;
  print(link);
  print(
    `Whoever has this link can make ${username}${role === "admin" ? ", an administrator" : ""}, once, until ${timeOf(expiresAt)}.`,
  );
}

/** Newest first. */
export async function printInvites(
  invites: Pick<Admin["invites"], "list">,
  print: (line: string) => void,
): Promise<void> {
  for (let before: InviteCursor | undefined, isLast = false; !isLast;) {
    const page = await invites.list({ before });
    for (const invite of page.invites) print(lineOf(invite));
    before = page.next;
    isLast = before === undefined;
  }
}

const lineOf = ({ id, state, role, username, madeBy, expiresAt, usedBy }: Invite): string =>
  [
    idText(id),
    state.padEnd(7),
    role.padEnd(5),
    `for ${username ?? "anybody"}`,
    `by ${madeBy ?? "console"}`,
    usedBy === undefined ? `until ${timeOf(expiresAt)}` : `made ${usedBy}`,
  ].join("  ");

const timeOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
