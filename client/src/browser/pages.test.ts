import { errorStatus, type ErrorCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { createMemoryClaims } from "../notes/kept-claims.ts";
import { formatLink } from "../notes/links.ts";
import type { BrowserPorts } from "./browser-ports.ts";
import { createNoteReading } from "./note-reading.ts";
import { createNoteReceiptView } from "./note-receipt-view.ts";
import { createNoteWriting } from "./note-writing.ts";
import { findPlatformGap } from "./platform-gap.ts";

const ORIGIN = "https://tacet.test";
const SECRET = new Uint8Array(32).fill(7);

const stretch = async (): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(32);

/** A server that has one word for everybody, and remembers who asked. */
function serverSaying(code: ErrorCode): { readonly asked: string[]; readonly ports: BrowserPorts } {
  const asked: string[] = [];
  const status = errorStatus[code];
  const fetch = async (url: string): Promise<Response> => {
    asked.push(new URL(url).pathname);
    return Response.json({ type: "about:blank", title: code, status, code }, { status });
  };
  return { asked, ports: { fetch, stretch, claims: createMemoryClaims() } };
}

const draft = { text: "hello", passphrase: "", reads: 1, ttlS: 3600 };

test("a damaged link is a problem of the page before the server is asked", async () => {
  const { asked, ports } = serverSaying("internal");
  const reading = createNoteReading(`${ORIGIN}/n#damaged`, { ...ports, onConfirmed: () => undefined });
  await reading.look();
  expect(reading.state.get()).toMatchObject({ kind: "not_found", problem: { code: "link_damaged" } });
  const receipt = createNoteReceiptView(`${ORIGIN}/r#damaged`, ports);
  await receipt.refresh();
  expect(receipt.state.get()).toMatchObject({ kind: "unknown", problem: { code: "link_damaged" } });
  expect(asked).toEqual([]);
});

test("a note that is not there is said to be not there, and can be looked for again", async () => {
  const { asked, ports } = serverSaying("note_not_found");
  const reading = createNoteReading(await formatLink("link", ORIGIN, SECRET), {
    ...ports,
    onConfirmed: () => undefined,
  });
  await reading.look();
  expect(reading.state.get()).toMatchObject({ kind: "not_found", problem: { code: "note_not_found" } });
  await reading.look();
  expect(asked).toHaveLength(2);
});

test("what cannot be done in a state is not done", async () => {
  const { asked, ports } = serverSaying("note_not_found");
  const reading = createNoteReading(await formatLink("link", ORIGIN, SECRET), {
    ...ports,
    onConfirmed: () => undefined,
  });
  await reading.open("");
  await reading.confirm();
  expect(asked).toEqual([]);
  expect(reading.state.get()).toEqual({ kind: "looking" });
});

test("a refused draft is a draft again, with the reason", async () => {
  const { ports } = serverSaying("storage_full");
  const writing = createNoteWriting(ORIGIN, ports);
  await writing.seal(draft);
  expect(writing.state.get()).toMatchObject({ kind: "drafting", problem: { code: "storage_full" } });
});

test("pressing twice seals once", async () => {
  const { asked, ports } = serverSaying("storage_full");
  const writing = createNoteWriting(ORIGIN, ports);
  await Promise.all([writing.seal(draft), writing.seal(draft)]);
  expect(asked).toHaveLength(1);
});

test("a page shows when the slow work on a passphrase begins and ends", async () => {
  const { ports } = serverSaying("storage_full");
  const writing = createNoteWriting(ORIGIN, ports);
  const steps: string[] = [];
  writing.state.subscribe(() => {
    const state = writing.state.get();
    steps.push(state.kind === "sealing" ? state.step : state.kind);
  });
  await writing.seal({ ...draft, passphrase: "correct horse" });
  expect(steps).toEqual(["sending", "stretching", "sending", "drafting"]);
});

test("what has no code is still told, as unexpected", async () => {
  const writing = createNoteWriting("not an origin", serverSaying("internal").ports);
  await writing.seal(draft);
  expect(writing.state.get()).toMatchObject({ kind: "drafting", problem: { code: "unexpected" } });
});

test("this runtime has all that notes need, and a page over plain HTTP has not", async () => {
  expect(await findPlatformGap({ isSecureContext: true })).toBeUndefined();
  expect(await findPlatformGap({ isSecureContext: false })).toBe("insecure_page");
});
