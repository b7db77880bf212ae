interface ProgressBarProps {
  /** From 0 to 1. */
  readonly done: number;
  /** What it is that is being done. */
  readonly label: string;
}

/** Something is going on, and it is known how much of it is done. Say in words beside it what it is. */
export const ProgressBar = ({ done, label }: ProgressBarProps) => (
  <progress
    value={done}
    aria-label={label}
    className="bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent block h-2 w-full appearance-none"
  />
);
