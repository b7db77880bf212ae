import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { normalizeSecret } from "./secret-text.ts";
import { createTurns } from "./turns.ts";

export interface HashParameters {
  readonly memoryKiB: number;
  readonly passes: number;
}

export interface HashingRules {
  /** At most twice the number of cores (RULES.md A9). */
  readonly maxAtOnce?: number;
  readonly maxWaiting?: number;
  readonly parameters?: HashParameters;
}

/** RULES.md A9; one lane, which is all that Bun.password knows. */
export const signInParameters: HashParameters = { memoryKiB: 19_456, passes: 2 };

/**
 * One less than the threads of the pool that hashes, or one. The pool verifies signatures and reads files too: with a hash on each of its
 * threads these wait for tens of milliseconds, and a flood of sign-ins would slow all else.
 */
export const defaultAtOnce = (): number => Math.max(1, availableParallelism() - 1);

export type PasswordHashing = ReturnType<typeof createPasswordHashing>;

/** About how long a full queue takes. */
const RETRY_AFTER_MS = 2_000;

/**
 * argon2id for passwords and phrases, on threads of its own. All methods throw `invalid_request` for a secret that nobody can have, and
 * `unavailable` when too many wait: both before any work, and whoever is asked about.
 */
export function createPasswordHashing({
  maxAtOnce = defaultAtOnce(),
  maxWaiting = 64,
  parameters = signInParameters,
}: HashingRules = {}) {
  const takeTurn = createTurns({ maxAtOnce, maxWaiting, retryAfterMs: RETRY_AFTER_MS });
  const decoy = createDecoy(parameters);
  const options = { algorithm: "argon2id", memoryCost: parameters.memoryKiB, timeCost: parameters.passes } as const;
  return {
    hash: async (secret: string): Promise<string> => {
      const normalized = normalizeSecret(secret);
      return takeTurn(() => Bun.password.hash(normalized, options));
    },

    /** `undefined` for a name that is unknown or has no such secret: the same work as for any other, and always "wrong". */
    verify: async (secret: string, phc: string | undefined): Promise<"right" | "wrong"> => {
      const normalized = normalizeSecret(secret);
      const stored = phc ?? decoy;
      parsePhc(stored);
      const isRight = await takeTurn(() => Bun.password.verify(normalized, stored, "argon2id"));
      return isRight && phc !== undefined ? "right" : "wrong";
    },

    /** True when it was hashed with less than what is used now: then hash anew, where the secret is at hand. */
    needsRehash: (phc: string): boolean => {
      const { memoryKiB, passes } = parsePhc(phc);
      return memoryKiB < parameters.memoryKiB || passes < parameters.passes;
    },
  };
}

/** What no secret fits, drawn and never computed. It costs what a hash of today costs; one of older parameters differs until its next sign-in. */
const createDecoy = ({ memoryKiB, passes }: HashParameters): string =>
  `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${encode(randomBytes(32))}$${encode(randomBytes(32))}`;

const encode = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

const phcShape = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;

/** Another scheme is refused: bcrypt, which Bun.password would take as well, looks at 72 bytes only. */
function parsePhc(phc: string): HashParameters {
  const [, memoryKiB, passes] = phcShape.exec(phc) ?? [];
  if (memoryKiB === undefined) throw new Error("a stored hash is not argon2id in PHC form");
  return { memoryKiB: Number(memoryKiB), passes: Number(passes) };
}
