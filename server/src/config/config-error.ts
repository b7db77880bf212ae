/** A setting is wrong. The message is one sentence for the operator: what is wrong, and how to mend it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
