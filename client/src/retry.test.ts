import { expect, test } from "bun:test";
import { ProtocolError } from "@tacet/protocol";
import { ClientError } from "./client-error.ts";
import { pauseBefore } from "./retry.ts";

test("calls are tried again only when that can help", () => {
  const lost = new ClientError("unreachable_server");
  expect(pauseBefore(1, lost, 0)).toBe(250);
  expect(pauseBefore(3, lost, 0)).toBe(1000);
  expect(pauseBefore(3, lost, 1)).toBe(1500);
  expect(pauseBefore(4, lost, 0)).toBe("give_up");
  expect(pauseBefore(1, new ProtocolError("outcome_unknown"), 0)).toBe(250);
  expect(pauseBefore(1, new ProtocolError("too_many_requests", { retryAfterMs: 3000 }), 0)).toBe(3000);
  expect(pauseBefore(1, new ProtocolError("too_many_requests", { retryAfterMs: 60_000 }), 0)).toBe("give_up");
  for (const code of [
    "note_gone",
    "wrong_passphrase",
    "passphrase_delayed",
    "storage_full",
    "invalid_request",
  ] as const) {
    expect(pauseBefore(1, new ProtocolError(code), 0)).toBe("give_up");
  }
  expect(pauseBefore(1, new ClientError("header_forged"), 0)).toBe("give_up");
  expect(pauseBefore(1, new Error("a fault of our own"), 0)).toBe("give_up");
});
