import { DescribeServer, type ReplyOf } from "@tacet/protocol";
import { serveAccounts } from "../features/accounts/accounts.routes.ts";
import { serveConversations } from "../features/conversations/conversations.routes.ts";
import { serveContact } from "../features/contact/contact.routes.ts";
import { serveContactDesk } from "../features/contact/contact-desk.routes.ts";
import { createAdmin } from "../features/admin/admin.ts";
import { serveAdmin } from "../features/admin/admin.routes.ts";
import { createUseInvite } from "../features/admin/use-invite.ts";
import { serveNotes } from "../features/notes/notes.routes.ts";
import { servePeople } from "../features/people/people.routes.ts";
import type { HttpApp } from "../http/http-server.ts";
import type { Sockets } from "../http/listen.ts";
import { serveMembersBy } from "../http/serve-endpoint.ts";
import { createLiveCalls } from "../realtime/live-calls.ts";
import { createLiveMeters } from "../realtime/live-meters.ts";
import { assembleAccounts, assembleGuesses } from "./assemble-accounts.ts";
import { assembleConversations } from "./assemble-conversations.ts";
import { assembleContact } from "./assemble-contact.ts";
import { assembleContactDesk } from "./assemble-contact-desk.ts";
import { assembleAdminDeps } from "./assemble-admin.ts";
import { assembleHttp } from "./assemble-http.ts";
import { assembleHub, assembleLive, createLiveLine } from "./assemble-live.ts";
import { assembleNotes } from "./assemble-notes.ts";
import { assemblePeople } from "./assemble-people.ts";
import type { Parts } from "./parts.ts";
import { tellByMailAndText } from "./tell-by-mail-and-text.ts";

/** A whole server but for its socket. */
export interface AssembledServer {
  readonly app: HttpApp;
  readonly sockets: Sockets;
  readonly sweeps: readonly Sweep[];
}

/** What is to be done again and again. */
export interface Sweep {
  readonly everyMs: number;
  readonly run: (isStopping: () => boolean) => Promise<void>;
}

/** Features know nothing of each other: what one needs of another is handed to it here. */
export function assembleServer(parts: Parts): AssembledServer {
  const { notes = assembleNotes(parts), contact = assembleContact(parts) } = parts;
  const line = createLiveLine();
  const guesses = assembleGuesses(parts);
  // What is deeper is made first and told later.
  const onSessionsEnded = (accountId: Uint8Array): void => {
    live.sessionsEnded(accountId);
    conversations.retention.clearSoon();
  };
  const notifyChannels = tellByMailAndText(parts, guesses);
  const now = () => parts.storage.clock.now();
  const adminDeps = assembleAdminDeps({ ...parts, now, notifyChannels, onSessionsEnded });
  const admin = createAdmin(adminDeps);
  const people = assemblePeople(parts, { countToday: guesses.countToday, record: adminDeps.audit.append });
  const conversations = assembleConversations(parts, {
    tell: (news) => {
      hub.tell(news);
      meters.countNews(news);
    },
  });
  const accounts = assembleAccounts(parts, {
    guesses,
    invites: createUseInvite(adminDeps),
    holdAdmins: adminDeps.store.holdAdmins,
    notifyChannels,
    exportParts: { ...people.exports, ...conversations.exports },
    forgetRest: [people.forget, conversations.forget],
    onSessionsEnded,
  });
  const hub = assembleHub(parts, line, conversations.forLive);
  const calls = createLiveCalls();
  const app = assembleHttp(parts, accounts.authenticate);
  const meters = createLiveMeters(app.registry, line.sockets);
  serveNotes(app.serve, notes);
  serveContact(app.serve, contact);
  serveContactDesk(app.serve, assembleContactDesk(parts, adminDeps.audit));
  serveAccounts(app.serve, accounts);
  servePeople(app.serve, people);
  for (const serve of [serveMembersBy(app.serve), calls.serve]) serveConversations(serve, conversations);
  app.serve(DescribeServer, async () => describeServer(parts));
  serveAdmin(app.serve, admin);
  const live = assembleLive(parts, {
    app,
    line,
    hub,
    calls: meters.counting(calls),
    accounts,
    forLive: conversations.forLive,
  });
  return {
    app,
    sockets: live.sockets,
    sweeps: [
      ...live.sweeps,
      { everyMs: 5_000, run: (isStopping) => notes.sweep({ isStopping }) },
      { everyMs: 60_000, run: (isStopping) => contact.sweep({ isStopping }) },
      { everyMs: 60_000, run: (isStopping) => guesses.sweep({ isStopping }) },
      { everyMs: 60_000, run: () => accounts.sweep() },
      { everyMs: 3_000, run: (isStopping) => conversations.retention.sweep({ isStopping }) },
      { everyMs: 60_000, run: () => accounts.phoneCodes.sweep() },
      { everyMs: 3_600_000, run: () => accounts.notices.sweep() },
      { everyMs: 60_000, run: (isStopping) => accounts.sweepDeleted({ isStopping }) },
      { everyMs: 3_600_000, run: (isStopping) => people.sweep({ isStopping }) },
      { everyMs: 60_000, run: (isStopping) => conversations.sweep({ isStopping }) },
      { everyMs: 3_600_000, run: () => admin.invites.sweep() },
    ],
  };
}

const describeServer = ({ config, sms, mail }: Parts): ReplyOf<typeof DescribeServer> => ({
  name: config.name,
  registration: config.registration,
  phone: sms !== undefined,
  email: mail !== undefined,
  contact: config.contact === "on",
});
