import { join } from "node:path";
import { benchmarks } from "../benchmarks.ts";
import type { Report } from "./benchmark.ts";
import { table } from "./table.ts";

const template = join(import.meta.dir, "page.template.md");

/** docs/performance.md and its pictures, by path: what people wrote in the template, and what was measured last. */
export async function performancePages(): Promise<Readonly<Record<string, string>>> {
  const reports = await Promise.all(benchmarks.map(async ({ name, report }) => [name, await report()] as const));
  const pictures = Object.assign({}, ...reports.map(([, report]) => report.pictures));
  return { "docs/performance.md": fill(await Bun.file(template).text(), new Map(reports)), ...pictures };
}

/** Each line `{{benchmark.part}}` becomes what was measured. */
function fill(text: string, reports: ReadonlyMap<string, Report>): string {
  const filled = text.replaceAll(/^\{\{(\w+)\.(\w+)\}\}$/gm, (_, name: string, part: string) => {
    const texts = reports.get(name)?.texts ?? {};
    if (!(part in texts)) throw new Error(`the template names {{${name}.${part}}}, which nothing measures`);
    return texts[part] ?? `Not measured yet: \`npm run bench ${name} ${part}\`.`;
  });
  return filled.replace("{{machine}}", () => describeMachines([...reports.values()]));
}

const describeMachines = (reports: readonly Report[]): string =>
  table(
    reports.flatMap(({ facts }) => facts),
    [
      { title: "part", cell: ({ part }) => part },
      { title: "date", cell: ({ at }) => at },
      { title: "commit", cell: ({ commit }) => commit ?? "between commits" },
      { title: "processor", cell: ({ cpu }) => cpu },
      { title: "cores", cell: ({ cores }) => String(cores) },
      { title: "memory", cell: ({ memoryGiB }) => `${memoryGiB} GiB` },
      { title: "system", cell: ({ os }) => os },
      { title: "Bun", cell: ({ bun }) => bun },
    ],
  );
