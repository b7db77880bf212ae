/** The two cookies of the web app, read from a request and put on its answer. */
export interface Cookies {
  /** The session's token. */
  readonly session: string | undefined;
  /** Knows a browser that has signed in before; grants nothing. */
  readonly knownDevice: string | undefined;
  keepSession(token: string): void;
  dropSession(): void;
  keepKnownDevice(token: string): void;
  /** `Set-Cookie` fields, in order. */
  fields(): readonly string[];
}

const YEAR_S = 365 * 24 * 3600;

/**
 * RFC 6265 §4.1.1 and its draft successor's prefix: over https no other host, and nobody on a plain line, can set a `__Host-` cookie. Plain
 * http is loopback, or what the operator has allowed by name (RULES.md A5).
 */
export function createReadCookies(publicUrl: string) {
  const isHttps = publicUrl.startsWith("https:");
  const prefix = isHttps ? "__Host-" : "";
  const names = { session: `${prefix}tacet`, knownDevice: `${prefix}tacet-device` };
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`;

  return (header: string | null): Cookies => {
    const fields: string[] = [];
    return {
      session: valueOf(header, names.session),
      knownDevice: valueOf(header, names.knownDevice),
      keepSession: (token) => fields.push(`${names.session}=${token}; Max-Age=${YEAR_S}; ${attributes}`),
      dropSession: () => fields.push(`${names.session}=; Max-Age=0; ${attributes}`),
      keepKnownDevice: (token) => fields.push(`${names.knownDevice}=${token}; Max-Age=${YEAR_S}; ${attributes}`),
      fields: () => fields,
    };
  };
}

/** Undefined as well when it is there twice with two values: somebody else has set one of them, and nobody can say which. */
function valueOf(header: string | null, name: string): string | undefined {
  if (header === null) return undefined;
  const values = new Set(
    header
      .split(";")
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${name}=`))
      .map((pair) => pair.slice(name.length + 1)),
  );
  return values.size === 1 ? [...values].find((value) => /^[A-Za-z0-9_-]{1,100}$/.test(value)) : undefined;
}
