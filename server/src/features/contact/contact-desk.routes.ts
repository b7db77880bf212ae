import { AnswerContactMessage, FinishContactMessage, ListContactMessages, ReadContactMessage } from "@tacet/protocol";
import type { Serve } from "../../http/serve-endpoint.ts";
import type { ContactDesk } from "./contact-desk.ts";

export function serveContactDesk(serve: Serve, desk: ContactDesk): void {
  serve(ListContactMessages, (page) => desk.list(page));
  serve(ReadContactMessage, ({ id }) => desk.read(id));
  serve(AnswerContactMessage, async (answer, { session }) => (await desk.answer(session.accountId, answer), {}));
  serve(FinishContactMessage, async ({ id }, { session }) => (await desk.finish(session.accountId, id), {}));
}
