import { expect, test } from "bun:test";
import { ProtocolError } from "@tacet/protocol";
import { ClientError } from "./client-error.ts";
import { leasePatience, pauseAfter } from "./retry.ts";

test("calls are tried again only when that can help", () => {
  const lost = new ClientError("unreachable_server");
  expect(pauseAfter({ tries: 1, error: lost, random: 0 })).toBe(250);
  expect(pauseAfter({ tries: 3, error: lost, random: 0 })).toBe(1000);
  expect(pauseAfter({ tries: 3, error: lost, random: 1 })).toBe(1500);
  expect(pauseAfter({ tries: 4, error: lost, random: 0 })).toBe("give_up");
  expect(pauseAfter({ tries: 1, error: new ProtocolError("outcome_unknown"), random: 0 })).toBe(250);
  expect(
    pauseAfter({ tries: 1, error: new ProtocolError("too_many_requests", { retryAfterMs: 3000 }), random: 0 }),
  ).toBe(3000);
  expect(
    pauseAfter({ tries: 1, error: new ProtocolError("too_many_requests", { retryAfterMs: 60_000 }), random: 0 }),
  ).toBe("give_up");
  for (const code of [
    "note_gone",
    "wrong_passphrase",
    "passphrase_delayed",
    "storage_full",
    "invalid_request",
  ] as const) {
    expect(pauseAfter({ tries: 1, error: new ProtocolError(code), random: 0 })).toBe("give_up");
  }
  expect(pauseAfter({ tries: 1, error: new ClientError("header_forged"), random: 0 })).toBe("give_up");
  expect(pauseAfter({ tries: 1, error: new Error("a fault of our own"), random: 0 })).toBe("give_up");
});

test("a claim that may have been taken is asked for as long as its lease can last", () => {
  const error = new ClientError("unreachable_server");
  let waitedMs = 0;
  for (let tries = 1; ; tries++) {
    const pause = pauseAfter({ tries, error, random: 0 }, leasePatience);
    if (pause === "give_up") break;
    waitedMs += pause;
  }
  expect(waitedMs).toBeGreaterThan(45_000);
  expect(waitedMs).toBeLessThan(60_000);
});
