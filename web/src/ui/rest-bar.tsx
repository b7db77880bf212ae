/** Something is going on, and nobody can say how long: the mark of a rest that wanders along its line. Say in words beside it what it is. */
export const RestBar = () => (
  <div aria-hidden className="relative h-2 w-full">
    <div className="bg-edge absolute inset-x-0 bottom-0 h-px" />
    <div className="bg-accent animate-rest absolute bottom-0 h-2 w-10 motion-reduce:w-full motion-reduce:opacity-40" />
  </div>
);
