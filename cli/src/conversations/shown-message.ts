import { visibleLine, visibleText } from "@tacet/client/visible-text";
import { EditContent, encodeBase64url, MessageContent, parseContent, type Address, type Bytes } from "@tacet/protocol";
import { isoTime, localTime } from "../times.ts";

/** A message as the server gives it. */
export interface GivenMessage {
  readonly conversation: Bytes;
  readonly seq: number;
  readonly from?: Address | undefined;
  readonly at: number;
  readonly payload: string;
  /** Of its latest edit. */
  readonly edit?: string | undefined;
}

interface Said {
  readonly text: string;
  readonly subject: string | undefined;
  readonly attachments: number;
}

/** Undefined for what a newer program has written. */
function saidIn({ payload, edit }: GivenMessage): Said | undefined {
  const message = parseContent(MessageContent, payload);
  const latest = edit === undefined ? message : parseContent(EditContent, edit);
  if (!message || !latest) return undefined;
  return { text: latest.text, subject: latest.subject, attachments: message.attachments?.length ?? 0 };
}

/** Text and subject are missing where this program cannot read them. */
export function messageJson(message: GivenMessage) {
  const said = saidIn(message);
  return {
    conversation: encodeBase64url(message.conversation),
    seq: message.seq,
    ...(message.from !== undefined && { from: message.from }),
    at: isoTime(message.at),
    ...(said && { text: said.text, attachments: said.attachments }),
    ...(said?.subject !== undefined && { subject: said.subject }),
    isEdited: message.edit !== undefined,
  };
}

const INDENT = "    ";
const UNREADABLE = "(written by a newer program: this one cannot read it)";

/** What stands around the first line. */
interface HeadParts {
  readonly before?: string;
  readonly after?: string;
}

/** Who, when and what. What people wrote is indented, every line of it, so that none can look like a message of somebody else. */
export function messageWords(message: GivenMessage, { before = "", after = "" }: HeadParts = {}): string {
  const said = saidIn(message);
  const edited = message.edit === undefined ? "" : ", edited";
  const head = `${before}${visibleLine(message.from ?? "(deleted account)")}, ${localTime(message.at)}${edited}${after}`;
  return [head, ...linesOf(said).map((line) => INDENT + line)].join("\n");
}

function linesOf(said: Said | undefined): readonly string[] {
  if (!said) return [UNREADABLE];
  const { text, subject, attachments } = said;
  return [
    ...(subject === undefined ? [] : [`Subject: ${visibleLine(subject)}`]),
    ...(text === "" ? [] : visibleText(text).replace(/\n$/, "").split("\n")),
    ...(attachments === 0 ? [] : [`(files: ${attachments})`]),
  ];
}
