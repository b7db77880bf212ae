interface AsTypedProps {
  readonly children: string;
}

/** A name or an address, which goes from left to right in every language. */
export const AsTyped = ({ children }: AsTypedProps) => (
  <bdi dir="ltr" translate="no" className="wrap-anywhere">
    {children}
  </bdi>
);
