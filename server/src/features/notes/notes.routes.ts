import {
  BurnNote,
  ClaimNote,
  ConfirmClaim,
  CreateNote,
  FetchClaim,
  FindNote,
  MakeChallenge,
  ReadReceipt,
} from "@tacet/protocol";
import type { Serve } from "../../http/serve-endpoint.ts";
import type { Notes } from "./notes.ts";

export function serveNotes(serve: Serve, notes: Notes): void {
  serve(MakeChallenge, async () => notes.makeChallenge());
  serve(CreateNote, (body, { source, ageMs }) => notes.create(body, { source, ageMs: ageMs() }));
  serve(FindNote, (body, { origin }) => notes.find(body, origin));
  serve(ClaimNote, (body, { origin }) => notes.claim(body, origin));
  serve(FetchClaim, (body) => notes.fetch(body));
  serve(ConfirmClaim, (body) => notes.confirm(body));
  serve(ReadReceipt, (body) => notes.readReceipt(body));
  serve(BurnNote, (body) => notes.burn(body));
}
