import { randomBytes } from "node:crypto";
import { encodeRequest } from "../load/connection.ts";
import { fetchChallenge } from "./fetch-challenge.ts";
import { prepareNote } from "./prepare-notes.ts";

/** 16 bytes as the contract spells them. */
const ID_TEXT_BYTES = 22;
const ID_FIELD = '"id":"';

/** Whole and well formed: everything is checked, up to a signature that fits no note. Made cheaply, by writing random ids into a copy. */
export async function createProbes(origin: string, count: number): Promise<readonly Uint8Array[]> {
  const { find } = prepareNote({ origin, ...(await fetchChallenge(origin)) });
  const template = Buffer.from(encodeRequest(origin, find));
  const idAt = template.indexOf(ID_FIELD) + ID_FIELD.length;
  return Array.from({ length: count }, () => {
    const probe = Buffer.from(template);
    probe.write(randomBytes(16).toString("base64url"), idAt, ID_TEXT_BYTES, "latin1");
    return probe;
  });
}
