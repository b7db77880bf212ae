interface OwnerOfSecretProps {
  readonly username: string;
}

/** Tells a password manager whose password it is to fill in, or to keep. */
export const OwnerOfSecret = ({ username }: OwnerOfSecretProps) => (
  <input type="text" value={username} readOnly hidden autoComplete="username" />
);
