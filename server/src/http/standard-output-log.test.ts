import { expect, test } from "bun:test";
import { join } from "node:path";
import { until } from "../../test/http-socket.ts";
import { startTestServer } from "../../test/start-server.ts";

test("a server that is told to stop has written every line by its end", async () => {
  await using server = await startTestServer();
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.origin}/health/live`)));
  server.kill("SIGTERM");
  await server.exited;
  await until(() => server.log.at(-1)?.includes("stopping") === true);
  const ids = answers.map((answer) => answer.headers.get("x-request-id"));
  const lines = server.log.map((line) => JSON.parse(line));
  expect(lines.filter((line) => line.route === "/health/live").map((line) => line.requestId)).toEqual(
    expect.arrayContaining(ids),
  );
});

test("a process that ends by an exception has written what it logged before", async () => {
  const program = `
    import { openStandardOutputLog } from ${JSON.stringify(join(import.meta.dir, "standard-output-log.ts"))};
    const { logger, flush } = openStandardOutputLog({ level: "info" });
    logger.info({ msg: "first" });
    await flush();
    logger.info({ msg: "second" });
    throw new Error("the end");`;
  const child = Bun.spawn([process.execPath, "-e", program], { stdout: "pipe", stderr: "ignore" });
  const lines = (await new Response(child.stdout).text()).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["first", "second"]);
});
