import { join } from "node:path";
import { drawCalls } from "./chart.ts";
import { describeGoals } from "./goals.ts";
import { describeParts, partNames, readResults, type NotesResults } from "./results.ts";
import { table } from "./table.ts";

const template = join(import.meta.dir, "page.template.md");

/** docs/performance.md and its chart, by path: what people wrote in the template, and what was measured last. */
export async function performancePages(): Promise<Readonly<Record<string, string>>> {
  const results = await readResults();
  const page = fill(await Bun.file(template).text(), results);
  const { calls } = results;
  return {
    "docs/performance.md": page,
    ...(calls && { "docs/performance/calls.svg": drawCalls(calls.result) }),
  };
}

/** Each line `{{name}}` becomes what was measured. */
function fill(text: string, results: NotesResults): string {
  const values: Readonly<Record<string, string | undefined>> = {
    ...describeParts(results),
    goals: describeGoals(results),
    machine: describeMachines(results),
  };
  return text.replaceAll(/^\{\{(\w+)\}\}$/gm, (_, name: string) => {
    if (!(name in values)) throw new Error(`the template names {{${name}}}, which nothing measures`);
    return values[name] ?? `Not measured yet: \`npm run bench notes ${name}\`.`;
  });
}

const describeMachines = (results: NotesResults): string =>
  table(
    partNames.flatMap((part) => {
      const facts = results[part]?.facts;
      return facts ? [{ part, ...facts }] : [];
    }),
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
