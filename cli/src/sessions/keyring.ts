/**
 * The keyring of the person who is logged in to this machine: a secret for each server. Secrets are letters and digits of one line. All
 * methods throw CliError `keyring_failed`, also when it is locked and nobody unlocks it.
 */
export interface Keyring {
  read(server: string): Promise<string | undefined>;
  write(server: string, secret: string): Promise<void>;
  remove(server: string): Promise<void>;
}
