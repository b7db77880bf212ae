/** A half rest on its staff: tacet, “it is silent”. */
export const Mark = () => (
  <svg viewBox="0 0 28 20" aria-hidden="true" className="h-5 w-7">
    <path
      d="M0 1.5h28M0 5.75h28M0 10h28M0 14.25h28M0 18.5h28"
      stroke="currentColor"
      strokeWidth=".9"
      strokeOpacity=".55"
    />
    <path d="M8.5 5.75h11V10h-11z" className="fill-accent" />
  </svg>
);
