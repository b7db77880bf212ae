import { randomBytes } from "node:crypto";

/** RFC 6455 §5.2, as far as both ends of these measurements use it: whole text frames, pings and closes. */

const TEXT = 0x81;
const PONG = 0x8a;
const HAS_MASK = 0x80;
/** A key of zeros leaves the bytes as they are, which costs a client nothing. */
const mask = Buffer.alloc(4);

export const encodeText = (text: string): Buffer => encodeFrame(TEXT, Buffer.from(text));
export const encodePong = (payload: Uint8Array): Buffer => encodeFrame(PONG, payload);

function encodeFrame(head: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.of(head, HAS_MASK | length), mask, payload]);
  if (length > 0xffff) throw new Error("no measurement sends so much at once");
  return Buffer.concat([Buffer.of(head, HAS_MASK | 126, length >> 8, length & 0xff), mask, payload]);
}

export interface FrameReader {
  /** Calls for every frame that is whole by now. */
  read(chunk: Buffer, onFrame: (opcode: number, payload: Buffer) => void): void;
}

export function createFrameReader(): FrameReader {
  let rest: Buffer | undefined;
  return {
    read: (chunk, onFrame) => {
      const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
      let at = 0;
      for (;;) {
        const length = lengthAt(bytes, at);
        if (length === undefined || at + length.head + length.payload > bytes.length) break;
        const from = at + length.head;
        onFrame((bytes[at] ?? 0) & 0x0f, bytes.subarray(from, from + length.payload));
        at = from + length.payload;
      }
      rest = at === bytes.length ? undefined : Buffer.from(bytes.subarray(at));
    },
  };
}

/** Undefined while the head itself is not whole. Servers mask nothing. */
function lengthAt(bytes: Buffer, at: number): { readonly head: number; readonly payload: number } | undefined {
  const short = bytes[at + 1];
  if (short === undefined) return undefined;
  if (short < 126) return { head: 2, payload: short };
  const head = short === 126 ? 4 : 10;
  if (at + head > bytes.length) return undefined;
  return { head, payload: short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2)) };
}

/** The request that turns a connection into a socket. */
export const encodeUpgrade = (host: string, path: string): string =>
  [
    `GET ${path} HTTP/1.1`,
    `host: ${host}`,
    "connection: upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    `sec-websocket-key: ${randomBytes(16).toString("base64")}`,
    "\r\n",
  ].join("\r\n");
