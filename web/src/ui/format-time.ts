const dateAndTime = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

/** In the zone of whoever looks at the page, and saying which. Takes milliseconds since the Unix epoch. */
export const formatTime = (at: number): string => dateAndTime.format(at);
