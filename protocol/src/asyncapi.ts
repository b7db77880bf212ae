import * as z from "zod/mini";
import {
  ClientFrame,
  closeCodes,
  FRAME_BURST,
  FRAMES_PER_SECOND,
  HELLO_DEADLINE_MS,
  LIVE_PATH,
  LIVE_VERSION,
  MAX_CALLS_AT_ONCE,
  MAX_FRAME_BYTES,
  ServerFrame,
} from "./conversations/live.ts";
import type { JsonSchema } from "./openapi.ts";

interface Reference {
  readonly $ref: string;
}

export interface AsyncApiDocument {
  readonly asyncapi: "3.0.0";
  readonly info: JsonSchema;
  readonly defaultContentType: "application/json";
  readonly channels: Readonly<Record<"live", JsonSchema>>;
  readonly operations: Readonly<Record<"hear" | "say", JsonSchema>>;
  readonly components: { readonly messages: Readonly<Record<string, FrameMessage>> };
}

interface FrameMessage {
  readonly name: string;
  readonly payload: JsonSchema;
}

/** Who says it: one kind may be a frame of either. */
type Speaker = "client" | "server";

/** What a frame is called in the description. */
export const messageName = (speaker: Speaker, kind: string): string => `${speaker}_${kind}`;

const clientMessages = describe("client", ClientFrame.def.options);
const serverMessages = describe("server", ServerFrame.def.options);

/** The AsyncAPI 3 description of the live socket, as the server sees it: all frames in it come from their schemas. */
export const asyncApiDocument = (): AsyncApiDocument => ({
  asyncapi: "3.0.0",
  info: {
    title: "Tacet live",
    version: String(LIVE_VERSION),
    description: description(),
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  defaultContentType: "application/json",
  channels: {
    live: {
      address: LIVE_PATH,
      messages: Object.fromEntries(
        [...Object.keys(clientMessages), ...Object.keys(serverMessages)].map((name) => [
          name,
          { $ref: `#/components/messages/${name}` },
        ]),
      ),
    },
  },
  operations: {
    hear: { action: "receive", channel, messages: referencesTo(clientMessages) },
    say: { action: "send", channel, messages: referencesTo(serverMessages) },
  },
  components: { messages: { ...clientMessages, ...serverMessages } },
});

const channel: Reference = { $ref: "#/channels/live" };

const referencesTo = (messages: Readonly<Record<string, FrameMessage>>): readonly Reference[] =>
  Object.keys(messages).map((name) => ({ $ref: `#/channels/live/messages/${name}` }));

type Frame = (typeof ClientFrame.def.options)[number] | (typeof ServerFrame.def.options)[number];

function describe(speaker: Speaker, frames: readonly Frame[]): Readonly<Record<string, FrameMessage>> {
  return Object.fromEntries(
    frames.flatMap((frame) =>
      frame.shape.kind.def.values.map((kind) => [
        messageName(speaker, kind),
        { name: kind, payload: wireSchemaOf(frame) },
      ]),
    ),
  );
}

/** Draft 7, in which AsyncAPI 3 writes schemas. */
function wireSchemaOf(schema: z.core.$ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-07" });
  return rest;
}

const description = (): string =>
  [
    "One WebSocket for each device; every frame is text, a JSON object with its `kind`. A client says `hello` first and once, is told where its logs are (`welcome`, `heads`, `ready`), and from then on what happens.",
    "`call` makes a call of the API by its `operationId` in openapi.json, with the body that it has there, and is answered by `answer` or `problem` with the same `id`.",
    "The upgrade brings a session as HTTP does, by `Authorization` or by a cookie with the `Origin` of the public URL, or `hello` brings the token.",
    `A frame has at most ${MAX_FRAME_BYTES} bytes, a socket at most ${MAX_CALLS_AT_ONCE} calls open, ${FRAME_BURST} frames at once and ${FRAMES_PER_SECOND} a second after that; \`hello\` has to come within ${HELLO_DEADLINE_MS} ms.`,
    `Close codes: ${Object.entries(closeCodes)
      .map(([name, code]) => `${code} ${name}`)
      .join(", ")}; 1006 fell behind: come back and fetch what is missing.`,
  ].join("\n\n");
