import { describeConfig } from "../config/describe.ts";
import type { ConfigWithSources } from "../config/config.ts";
import { keyPlaceOf } from "../key-place.ts";
import { keySourceOf } from "./settings.ts";

/** `tacet config`: every setting, where it came from, and where the master key is. Secrets are masked. */
export function printConfig(settings: ConfigWithSources, print: (line: string) => void): void {
  const described = describeConfig(settings);
  const width = Math.max(...described.map(({ name }) => name.length));
  for (const { name, value, source } of described) {
    print(value === undefined ? `${name.padEnd(width)}  (not set)` : `${name.padEnd(width)}  ${value}  (${source})`);
  }
  print("");
  print(`The master key is in ${keyPlaceOf(keySourceOf(settings))}.`);
}
