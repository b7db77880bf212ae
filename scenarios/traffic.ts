import type { Fetch } from "../client/src/transport.ts";

/** One call as it passed on the wire. */
export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  /** As the client's code set them. */
  readonly sentHeaders: Headers;
  readonly sent: Uint8Array<ArrayBuffer>;
  readonly status: number;
  readonly headers: Headers;
  readonly received: Uint8Array<ArrayBuffer>;
}

export interface Traffic {
  readonly calls: readonly RecordedCall[];
  /** Over a real connection; an answer is handed on when the whole of it is recorded. */
  readonly fetch: Fetch;
}

export function recordTraffic(): Traffic {
  const calls: RecordedCall[] = [];
  const fetchAndRecord: Fetch = async (url, init) => {
    const { method = "GET", headers, body } = init;
    const answer = await fetch(url, init);
    const received = await answer.bytes();
    calls.push({
      method,
      path: new URL(url).pathname,
      sentHeaders: new Headers(headers),
      // A stream is a body that the story never ends.
      sent: body instanceof ReadableStream ? new Uint8Array() : await new Response(body ?? null).bytes(),
      status: answer.status,
      headers: answer.headers,
      received,
    });
    return new Response(received, answer);
  };
  return { calls, fetch: fetchAndRecord };
}
