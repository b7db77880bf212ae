/** The name that takes the fewest insertions, deletions and replacements to reach. `names` is not empty. */
export function nearest(name: string, names: readonly string[]): string {
  // Longer than any name: the rest cannot change which is nearest, and the work stays bounded.
  const start = name.slice(0, 64);
  const ranked = names.map((known) => ({ known, edits: editDistance(start, known) }));
  return ranked.reduce((best, next) => (next.edits < best.edits ? next : best)).known;
}

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let index = 0; index < from.length; index++) row = nextRow(row, { index, letter: from[index], to });
  return row.at(-1) ?? 0;
}

function nextRow(row: readonly number[], at: { index: number; letter: string | undefined; to: string }): number[] {
  const next = [at.index + 1];
  for (let column = 1; column < row.length; column++) {
    const replace = cell(row, column - 1) + (at.to[column - 1] === at.letter ? 0 : 1);
    next.push(Math.min(replace, cell(row, column) + 1, cell(next, column - 1) + 1));
  }
  return next;
}

const cell = (row: readonly number[], column: number): number => row[column] ?? Infinity;
