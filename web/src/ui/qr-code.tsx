interface QrCodeProps {
  /** Rows of modules, true where it is dark (ISO/IEC 18004), without the quiet zone. */
  readonly modules: readonly (readonly boolean[])[];
  readonly label: string;
}

const QUIET_ZONE = 4;

/** Dark on white by night too: many cameras read nothing else. */
export function QrCode({ modules, label }: QrCodeProps) {
  const size = modules.length + 2 * QUIET_ZONE;
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img would need the picture as an address
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="rounded-control border-line w-60 max-w-full border"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
