import { connectAccount } from "@tacet/client/accounts";
import { connectPeople } from "@tacet/client/people";
import { expect, setDefaultTimeout, test } from "bun:test";
import { Webhook } from "standardwebhooks";
import { until } from "../server/test/http-socket.ts";
import { startMailbox } from "../server/test/mailbox.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { passwordOf } from "./account-world.ts";

setDefaultTimeout(60_000);

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** What an operator runs. It keeps what is signed, and answers nothing else. */
function startReceiver() {
  const received: unknown[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      received.push(new Webhook(secret).verify(await request.text(), request.headers.toJSON()));
      return new Response();
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/secret-path`,
    received,
    [Symbol.dispose]: () => void server.stop(true),
  };
}

async function join(server: string, username: string) {
  const { token = "" } = await connectAccount({ server }).register({
    username,
    signInNeeds: "password",
    proofs: { password: passwordOf(username) },
    session: { carrier: "token" },
  });
  return connectPeople({ server, credentials: { token } });
}

test("the operator hears by mail and webhook that there is something, and by neither what or from whom", async () => {
  await using mailbox = await startMailbox();
  using receiver = startReceiver();
  await using server = await startTestServer({
    env: {
      TACET_SMTP_URL: mailbox.url,
      TACET_MAIL_FROM: "tacet@notes.example",
      TACET_OPERATOR_EMAIL: "op@notes.example",
      TACET_OPERATOR_WEBHOOK: receiver.url,
      TACET_OPERATOR_WEBHOOK_SECRET: secret,
    },
  });
  const alice = await join(server.origin, "alice");
  await join(server.origin, "mallory");
  await alice.report({ username: "mallory", category: "threat", text: "MARKER writes at night" });
  const mail = await mailbox.mailTo("op@notes.example");
  await until(() => receiver.received.length === 1);
  expect(mail.subject).toBe("A report for the operator of localhost");
  expect(mail.text).toContain("\nhttp://localhost:0/admin/reports\n");
  expect(receiver.received).toMatchObject([
    { type: "report.received", data: { count: 1, link: "http://localhost:0/admin/reports" } },
  ]);
  const all = [mail.raw, JSON.stringify(receiver.received), ...server.log].join("\n");
  expect(all).toContain('"kind":"person_reported"');
  for (const theirs of ["alice", "mallory", "threat", "MARKER", "secret-path", secret])
    expect(all).not.toContain(theirs);
});
