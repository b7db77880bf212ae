export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/** As Markdown, padded so that it can be read on a terminal too. Columns of numbers stand to the right. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const drawn = columns.map(({ title, cell }) => drawColumn(title, rows.map(cell)));
  const lines = ["title", "rule", ...rows].map((_, index) => drawn.map((column) => column[index] ?? ""));
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function drawColumn(title: string, cells: readonly string[]): readonly string[] {
  const width = Math.max(3, title.length, ...cells.map((text) => text.length));
  const isNumeric = cells.every((text) => /^-?\d[\d.,]*( %| ms| MiB| GiB)?$|^$/.test(text));
  const rule = isNumeric ? `${"-".repeat(width - 1)}:` : "-".repeat(width);
  const pad = (text: string): string => (isNumeric ? text.padStart(width) : text.padEnd(width));
  return [pad(title), rule, ...cells.map(pad)];
}

const words = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** With three digits where it is small. */
export const inWords = (value: number): string => {
  if (value >= 100) return words.format(value);
  return value.toFixed(value >= 10 ? 1 : 2);
};

/** Of things that are counted. */
export const inFigures = (count: number): string => words.format(count);

export const percent = (ratio: number): string => `${(ratio * 100).toFixed(0)} %`;
export const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
