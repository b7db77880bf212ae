import { expect, test } from "bun:test";
import { createKeyCabinet } from "./conversation-keys.ts";
import { createOpenLog } from "./open-log.ts";

test("in a log time never goes back, whoever waited for their turn for how long", () => {
  const id = new Uint8Array(16);
  const plain = { seal: (_: unknown, value: Uint8Array) => value, open: (_: unknown, sealed: Uint8Array) => sealed };
  const cabinet = createKeyCabinet(plain);
  const key = cabinet.draw(id);
  const log = createOpenLog(
    {
      id,
      kind: "direct",
      mode: "server",
      key,
      head: 7,
      headHash: new Uint8Array(32),
      changedAt: 2000,
      closedAt: null,
      disappearAfterMs: null,
      disappearFrom: null,
      isFleeting: 0,
    },
    cabinet.open(id, key),
    1990,
  );
  const entry = {
    kind: "message",
    senderId: id,
    clientRef: null,
    target: null,
    payload: "",
    isUnheard: false,
  } as const;
  expect(log.append(entry)).toMatchObject({ seq: 8, at: 2000 });
});
