import { test } from "bun:test";
import type { ProxyKind } from "./proxies.ts";

const kinds = ["nginx", "caddy"] as const satisfies readonly ProxyKind[];

/** Registers a test for each proxy. What is not on the PATH is skipped, and says so. */
export function behindEach(name: string, body: (kind: ProxyKind) => Promise<void>): void {
  for (const kind of kinds) {
    const missing = [kind, "openssl"].filter((program) => Bun.which(program) === null);
    const isTried = missing.length === 0 && process.platform === "linux";
    const why = missing.length > 0 ? `not tried: no ${missing.join(", ")} on the PATH` : "not tried: needs Linux";
    test.skipIf(!isTried)(`${name} [${kind}${isTried ? "" : `, ${why}`}]`, () => body(kind));
  }
}
