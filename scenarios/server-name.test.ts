import { connectAccount } from "@tacet/client/accounts";
import { expect, setDefaultTimeout } from "bun:test";
import { onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { passwordOf } from "./account-world.ts";

setDefaultTimeout(60_000);

onEachSetUp("a server's name stays once it has accounts", async (setUp) => {
  const named = (name: string) => ({ env: { ...setUp.env, TACET_NAME: name } });
  const startAs = async (name: string): Promise<string> => {
    try {
      await using _server = await startTestServer(named(name));
      return "started";
    } catch (error) {
      return String(error);
    }
  };
  expect(await startAs("mistyped.example")).toBe("started");
  {
    await using server = await startTestServer(named("tacet.example"));
    const { account } = await connectAccount({ server: server.origin }).register({
      username: "alice",
      signInNeeds: "password",
      proofs: { password: passwordOf("alice") },
      session: { carrier: "token" },
    });
    expect(account.address).toBe("alice@tacet.example");
  }
  expect(await startAs("other.example")).toContain(
    "The accounts of this server have addresses at tacet.example, so that its name cannot become other.example; set TACET_NAME=tacet.example.",
  );
  expect(await startAs("tacet.example")).toBe("started");
});
