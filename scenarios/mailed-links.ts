import { parseBase64url, type Bytes } from "@tacet/protocol";
import type { Mail } from "../server/src/mail/smtp.ts";
import type { AccountWorld, Person } from "./account-world.ts";

/** What stands behind the # of the one link in a mail. */
export function tokenIn({ text }: Pick<Mail, "text">): Bytes {
  const [, fragment = ""] = /^\s*https?:\/\/\S+#(\S+)\s*$/m.exec(text) ?? [];
  const token = parseBase64url(fragment);
  if (!token) throw new Error("the mail has no link");
  return token;
}

/** The latest mail to an address. */
export async function latestTo(world: AccountWorld, address: string): Promise<Mail> {
  const mail = (await world.mails()).findLast(({ to }) => to === address);
  if (!mail) throw new Error(`nothing was mailed to ${address}`);
  return mail;
}

/** Joins, and confirms an address. */
export async function joinWithAddress(world: AccountWorld, username: string): Promise<Person & { address: string }> {
  const person = await world.join(username);
  const address = `${username}@mail.example`;
  await person.account.setEmail(address);
  await person.account.confirmEmail(tokenIn(await latestTo(world, address)));
  return { ...person, address };
}

/** Has a link mailed and answers its token. */
export async function askForLink(world: AccountWorld, who: string, address: string): Promise<Bytes> {
  const before = (await world.mails()).length;
  await world.visitor.startRecovery({ who });
  const mail = (await world.mails()).slice(before).findLast(({ to }) => to === address);
  if (!mail) throw new Error("no link was mailed");
  return tokenIn(mail);
}
