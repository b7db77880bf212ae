import { callNames, targetNames, type CallRow, type CallsResult, type TargetName } from "./calls.result.ts";
import { databaseTitles } from "../world/database-name.ts";
import { inWords } from "../report/table.ts";

/** Shown at so many clients: enough that commits are shared, and few enough that nobody queues for long. */
const CLIENTS = 16;

const WIDTH = 760;
const LEFT = 84;
/** For the number that stands after the longest bar. */
const RIGHT = 90;
const BAR = 15;
const GROUP = targetNames.length * BAR + 14;
const HEAD = 64;
const PANEL_HEAD = 30;

const titles = { ours: "Tacet", floor: "floor", bare: "bare handler" } as const satisfies Record<TargetName, string>;
const colours = { ours: "#1f6f54", floor: "#d08c2e", bare: "#8a94a6" } as const satisfies Record<TargetName, string>;

/** Requests a second as bars: one panel a database, one group a call. Its own light ground, so that it reads on a dark page as well. */
export function drawCalls({ rows }: CallsResult): string {
  const shown = rows.filter(({ clients }) => clients === CLIENTS);
  const most = Math.max(...shown.flatMap((row) => targetNames.map((target) => row[target].perSecond)));
  const scale = (perSecond: number): number => (perSecond / most) * (WIDTH - LEFT - RIGHT);
  const panels = [...Map.groupBy(shown, ({ database }) => database)].map(([database, ofIt]) => ({ database, ofIt }));
  const panelHeight = PANEL_HEAD + callNames.length * GROUP;
  const height = HEAD + panels.length * panelHeight + 10;
  const drawn = panels.map(({ database, ofIt }, index) =>
    drawPanel(databaseTitles[database], ofIt, { top: HEAD + index * panelHeight, scale }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#1d2430">`,
    `<title>Requests per second at ${CLIENTS} clients: Tacet, the floor, a bare handler</title>`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#f5f6f8"/>`,
    `<text x="16" y="26" font-size="15" font-weight="600">Requests per second, ${CLIENTS} clients</text>`,
    ...drawLegend(),
    ...drawn.flat(),
    "</svg>",
    "",
  ].join("\n");
}

const drawLegend = (): readonly string[] =>
  targetNames.flatMap((target, index) => [
    `<rect x="${16 + index * 110}" y="40" width="11" height="11" rx="2" fill="${colours[target]}"/>`,
    `<text x="${32 + index * 110}" y="50">${titles[target]}</text>`,
  ]);

interface Placing {
  readonly top: number;
  readonly scale: (perSecond: number) => number;
}

const drawPanel = (title: string, rows: readonly CallRow[], { top, scale }: Placing): readonly string[] => [
  `<text x="16" y="${top + 18}" font-weight="600">${title}</text>`,
  ...rows.flatMap((row, index) => drawGroup(row, { top: top + PANEL_HEAD + index * GROUP, scale })),
];

const drawGroup = (row: CallRow, { top, scale }: Placing): readonly string[] => [
  `<text x="${LEFT - 10}" y="${top + 1.5 * BAR + 4}" text-anchor="end">${row.call}</text>`,
  ...targetNames.flatMap((target, index) => {
    const { perSecond } = row[target];
    const [y, width] = [top + index * BAR, scale(perSecond)];
    return [
      `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 2}" rx="2" fill="${colours[target]}"/>`,
      `<text x="${(LEFT + width + 6).toFixed(1)}" y="${y + BAR - 4}">${inWords(perSecond)}</text>`,
    ];
  }),
];
