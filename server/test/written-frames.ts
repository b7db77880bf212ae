import { asyncApiDocument, messageName } from "@tacet/protocol/asyncapi";
import { Ajv, type ValidateFunction } from "ajv";
import * as z from "zod";

/** Holds what passes over sockets against asyncapi.json. */

const Kind = z.object({ kind: z.string() });
// Formats are words here, as the description of the API over HTTP has them; patterns and lengths are what counts.
const ajv = new Ajv({ allErrors: true, strictTypes: false, validateFormats: false });
const validators = new Map<string, ValidateFunction>();

/** Throws unless the description says that this may be said. Answers the frame. */
export function checkWritten(speaker: "client" | "server", frame: unknown): unknown {
  const name = messageName(speaker, Kind.parse(frame).kind);
  const message = asyncApiMessages[name];
  if (!message) throw new Error(`asyncapi.json does not know ${name}`);
  const validate = validators.get(name) ?? ajv.compile(message.payload);
  validators.set(name, validate);
  if (!validate(frame)) throw new Error(`${name} is not as written: ${ajv.errorsText(validate.errors)}`);
  return frame;
}

const { messages: asyncApiMessages } = asyncApiDocument().components;
