import { parseUtf8, ProtocolError } from "@tacet/protocol";

/** No value of the contract is nested deeper. */
const MAX_DEPTH = 16;

/**
 * Parses JSON as strictly as RFC 8259 lets one: UTF-8 without a byte order mark, no key twice in an object, nothing deeply nested.
 * Parsers differ over which of two equal keys counts, so a proxy and the server could read two different requests. Throws `invalid_request`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  checkShape(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return parseUtf8(bytes);
  } catch {
    throw new ProtocolError("invalid_request", { detail: "The body is not UTF-8" });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new ProtocolError("invalid_request", { detail: "The body is not JSON" });
  }
}

const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g;

/** Takes text that is known to be JSON, so that strings and brackets are all there is to look at. */
function checkShape(text: string): void {
  const objects: Set<string>[] = [];
  tokens.lastIndex = 0;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [token, colon] = found;
    if (token === "{" || token === "[") objects.push(new Set());
    else if (token === "}" || token === "]") objects.pop();
    else if (colon !== undefined) addKey(objects.at(-1), token.slice(0, -colon.length));
    if (objects.length > MAX_DEPTH)
      throw new ProtocolError("invalid_request", { detail: "The JSON is nested too deeply" });
  }
}

function addKey(keys: Set<string> | undefined, quoted: string): void {
  const key = quoted.includes("\\") ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  if (keys?.has(key)) throw new ProtocolError("invalid_request", { detail: "The JSON has a key twice" });
  keys?.add(key);
}
