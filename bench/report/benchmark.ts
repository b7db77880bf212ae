import { join } from "node:path";
import * as z from "zod";
import { formatText } from "../../scripts/format-text.ts";
import { Facts } from "./facts.ts";
import type { Say } from "./say.ts";

/** What measuring may use. */
export interface Bench {
  readonly facts: Facts;
  /** Of a real PostgreSQL, started when it is first asked for. */
  readonly postgresUrl: () => Promise<string>;
  readonly say: Say;
}

/** One entry of the results: the part as it was last measured, which may have been on another day than its neighbour. */
export const measured = <Result extends z.ZodType>(result: Result) => z.object({ facts: Facts, result });

type MeasuredParts = Readonly<Partial<Record<string, { readonly facts: Facts }>>>;

/** Markdown by name; undefined for what was not measured yet. */
type Texts = Readonly<Record<string, string | undefined>>;

export interface BenchmarkSpec<Results extends MeasuredParts> {
  /** Results are in bench/results/NAME.json. */
  readonly name: string;
  readonly results: z.ZodType<Results>;
  readonly partNames: readonly string[];
  /** Of each part, and of whatever else follows from the results. */
  readonly describe: (results: Results) => Texts;
  /** By the path of the picture. */
  readonly draw?: (results: Results) => Readonly<Record<string, string>>;
  /** Measures a part, and gives its entry in the results. Loaded for measuring alone: it brings browsers and databases. */
  readonly loadParts: () => Promise<Readonly<Record<string, (bench: Bench) => Promise<Results>>>>;
}

/** What is measured of one feature, part by part. */
export interface Benchmark {
  readonly name: string;
  readonly partNames: readonly string[];
  /** Replaces the part's entry in the results, and answers its text. */
  readonly measure: (part: string, bench: Bench) => Promise<string>;
  readonly report: () => Promise<Report>;
}

export interface Report {
  readonly texts: Texts;
  readonly facts: readonly (Facts & { readonly part: string })[];
  readonly pictures: Readonly<Record<string, string>>;
}

export function createBenchmark<Results extends MeasuredParts>(spec: BenchmarkSpec<Results>): Benchmark {
  const { name, partNames } = spec;
  const path = join(import.meta.dir, `../results/${name}.json`);

  /** Empty when nothing was measured yet. Throws when the file is not what this version writes. */
  const read = async (): Promise<Results> => {
    const file = Bun.file(path);
    return spec.results.parse((await file.exists()) ? await file.json() : {});
  };

  return {
    name,
    partNames,
    measure: async (part, bench) => {
      const measurePart = (await spec.loadParts())[part];
      if (!measurePart) throw new Error(`nothing measures ${part}`);
      const fresh = await measurePart(bench);
      const results: Results = { ...(await read()), ...fresh };
      await Bun.write(path, await formatText(path, toJson(results)));
      return spec.describe(results)[part] ?? "";
    },
    report: async () => {
      const results = await read();
      const facts = partNames.flatMap((part) => {
        const entry = results[part];
        return entry ? [{ part: `${name} ${part}`, ...entry.facts }] : [];
      });
      return { texts: spec.describe(results), facts, pictures: spec.draw?.(results) ?? {} };
    },
  };
}

const toJson = (results: unknown): string =>
  JSON.stringify(results, (_, value: unknown) => (typeof value === "number" ? Math.round(value * 1000) / 1000 : value));
