import { openDatabaseFor } from "../app.ts";
import { openAudit, printAudit } from "./audit.ts";
import { atConsole } from "./at-console.ts";
import type { OperatorCommand, OperatorInput } from "./operator-command.ts";
import { printAccounts } from "./print-accounts.ts";
import { printInvites, printNewInvite } from "./print-invites.ts";
import { parseInviteId } from "./ids.ts";
import { parseInviteLife, parseRole, parseStart, parseUsername } from "./read-arguments.ts";
import { keySourceOf, readSettings } from "./settings.ts";

const username = { name: "username", summary: "The account's name, without what stands behind the @" };
const admin = { name: "admin", summary: "The account will be an administrator" };
const life = { name: "for", value: "time", summary: "How long the link lives: 30m when left out; at most 7d" };

/** Accounts and invites, from the machine itself. */
export const adminCommands: readonly OperatorCommand[] = [
  {
    name: "admin create",
    group: "Accounts, invites, and what operators did",
    summary: "Print a link with which somebody makes the account of that name, also while registration is off",
    arguments: [username],
    flags: [admin],
    options: [life],
    examples: [
      "tacet admin create alice --admin          # the first administrator of a new server",
      "tacet admin create bob --for 7d",
    ],
    run: (input) => {
      const name = parseUsername(input.args[0]);
      return createInvite(input, { username: name });
    },
  },
  {
    name: "admin invite",
    summary: "Print a link with which somebody makes one account, under a name of their own",
    flags: [admin],
    options: [life],
    run: (input) => createInvite(input, {}),
  },
  {
    name: "admin invites",
    summary: "List the invites, until 30 days after they have expired",
    run: ({ env, print }) => atConsole(env, ({ invites }) => printInvites(invites, print)),
  },
  {
    name: "admin revoke",
    summary: "Make an invite void that was not used yet",
    arguments: [{ name: "id", summary: "As `tacet admin invites` shows it" }],
    run: ({ args: [id], env, print }) =>
      atConsole(env, async ({ invites }) => {
        await invites.revoke("console", parseInviteId(id));
        print("Nobody can use it any more.");
      }),
  },
  {
    name: "admin list",
    summary: "List the accounts: name, role, state, the day each was made and last signed in to (UTC)",
    arguments: [{ name: "start", summary: "Only names that begin so", isOptional: true }],
    run: ({ args: [start], env, print }) =>
      atConsole(env, ({ accounts }) => printAccounts(accounts, parseStart(start), print)),
  },
  {
    name: "admin disable",
    summary: "Sign an account out everywhere, at once, and let nobody sign in to it",
    arguments: [username],
    run: ({ args: [name], env, print }) =>
      atConsole(env, async ({ accounts }) => {
        const account = await accounts.disable("console", parseUsername(name));
        print(`${account.username} is disabled, and signed out everywhere.`);
      }),
  },
  {
    name: "admin enable",
    summary: "Let an account's owner sign in again",
    arguments: [username],
    run: ({ args: [name], env, print }) =>
      atConsole(env, async ({ accounts }) => {
        const account = await accounts.enable("console", parseUsername(name));
        print(`${account.username} can sign in.`);
      }),
  },
  {
    name: "admin role",
    summary: "Make an account an administrator, or no longer one; a change signs it out everywhere",
    arguments: [username, { name: "role", summary: "user or admin" }],
    run: ({ args: [name, role], env, print }) =>
      atConsole(env, async ({ accounts }) => {
        const wish = { username: parseUsername(name), role: parseRole(role) };
        const account = await accounts.changeRole("console", wish);
        print(`${account.username} is ${account.role === "admin" ? "an administrator" : "a user"}.`);
      }),
  },
  {
    name: "admin audit",
    summary: "Print what operators did, the newest last, and whether anybody tampered with the log",
    run: async ({ env, print }) => {
      const settings = readSettings(env);
      await using database = await openDatabaseFor(settings.config);
      await printAudit(await openAudit({ database, source: keySourceOf(settings) }), print);
    },
  },
];

function createInvite(
  { flags, options, env, print }: OperatorInput,
  { username: name }: { readonly username?: string },
): Promise<void> {
  const lifeS = parseInviteLife(options.get("for"));
  const role = flags.has("admin") ? "admin" : "user";
  return atConsole(env, async ({ invites }) =>
    printNewInvite(await invites.create("console", { role, username: name, lifeS }), print),
  );
}
