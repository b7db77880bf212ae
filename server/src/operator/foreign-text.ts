/** What people wrote, for a terminal: nothing in it is a command to that, or turns the rest of a line round. */
export const foreignText = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");

export const foreignLines = (text: string): readonly string[] =>
  text.split(/\r\n|\r|\n/).map((line) => foreignText(line.replaceAll("\t", " ")));
