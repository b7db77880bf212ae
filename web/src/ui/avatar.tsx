interface AvatarProps {
  readonly name: string;
  readonly presence?: "here" | "away";
}

/** The first letters of a name; nobody's picture is asked for from anywhere. */
export const Avatar = ({ name, presence = "away" }: AvatarProps) => (
  <span aria-hidden className="relative inline-block shrink-0">
    <span className="bg-accent-soft text-accent grid size-10 place-items-center rounded-full text-sm font-semibold">
      {initialsOf(name)}
    </span>
    {presence === "here" && (
      <span className="bg-good border-paper absolute end-0 bottom-0 size-3 rounded-full border-2" />
    )}
  </span>
);

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0x20).toLocaleUpperCase())
    .join("");
