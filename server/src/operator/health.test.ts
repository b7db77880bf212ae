import { expect, test } from "bun:test";
import { failureOf } from "../../test/failure-of.ts";
import { startTestServer } from "../../test/start-server.ts";
import { requireReady } from "./health.ts";

const at = (port: number, host = "127.0.0.1") => ({ host, port, tlsCert: undefined });

test("a server that is ready is healthy, also when it listens to all addresses", async () => {
  await using server = await startTestServer({
    env: { TACET_HOST: "0.0.0.0", TACET_PUBLIC_URL: "https://notes.example" },
  });
  await requireReady(at(server.port, "0.0.0.0"));
});

test("one that is not ready, is not there, or says nothing for three seconds is not", async () => {
  using unready = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("", { status: 503 }) });
  expect(await failureOf(requireReady(at(unready.port ?? 0)))).toMatch(
    /^CheckFailed: The server is not ready \(status 503\)/,
  );
  using silent = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => {} } });
  const startedAt = performance.now();
  expect(await failureOf(requireReady(at(silent.port)))).toMatch(
    /^CheckFailed: No server answers at http:\/\/127\.0\.0\.1:\d+\.$/,
  );
  expect(performance.now() - startedAt).toBeWithin(2900, 5000);
  expect(await failureOf(requireReady(at(1)))).toMatch(/^CheckFailed: No server answers/);
});
