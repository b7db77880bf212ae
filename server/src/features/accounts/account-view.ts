import { parseUtf8, utf8, type OwnAccount } from "@tacet/protocol";
import * as z from "zod";
import { accountPlace } from "../../storage/sealed-columns.ts";
import type { AccountDeps } from "./account-deps.ts";
import type { StoredAccount } from "./account-rows.store.ts";

/** What people say about themselves: sealed as one text. */
const Profile = z.strictObject({ displayName: z.string(), bio: z.string() });
export type Profile = z.output<typeof Profile>;

export const sealProfile = ({ sealing }: Pick<AccountDeps, "sealing">, id: Uint8Array, profile: Profile): Uint8Array =>
  sealing.seal(accountPlace("profile", id), utf8(JSON.stringify(profile)));

export function openProfile(
  { sealing }: Pick<AccountDeps, "sealing">,
  { id, profile }: Pick<StoredAccount, "id" | "profile">,
): Profile {
  if (!profile) return { displayName: "", bio: "" };
  return Profile.parse(JSON.parse(parseUtf8(sealing.open(accountPlace("profile", id), profile))));
}

type ViewDeps = Pick<AccountDeps, "sealing" | "serverName">;

/** The account as its owner sees it. */
export const viewOfOwn = (deps: ViewDeps, account: StoredAccount): OwnAccount => ({
  id: Uint8Array.from(account.id),
  username: account.username,
  address: `${account.username}@${deps.serverName}`,
  ...openProfile(deps, account),
  language: account.language,
  role: account.role,
  signInNeeds: account.signInNeeds,
  has: { password: account.password !== null, phrase: account.phrase !== null },
  phone: openOptional(deps, account, "phone"),
  email: openOptional(deps, account, "email"),
  showLastSeen: account.showLastSeen,
  findByUsername: account.findByUsername,
  findByPhone: account.findByPhone,
  createdAt: account.createdAt,
});

export function openOptional(
  { sealing }: Pick<AccountDeps, "sealing">,
  account: StoredAccount,
  column: "phone" | "email",
): string | undefined {
  const sealed = account[column];
  return sealed ? parseUtf8(sealing.open(accountPlace(column, account.id), sealed)) : undefined;
}
