import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds, as "rule: element". By `evaluate`, since Trusted Types refuse a script that a test adds. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await loadAxe(page);
  return page.evaluate<readonly string[]>(`axe.run({ ${only} }).then(${asLines})`);
}

/** Only what depends on colours: all else is the same by night as by day. */
export async function findFaintText(page: Page): Promise<readonly string[]> {
  await loadAxe(page);
  return page.evaluate<readonly string[]>(`axe.run({ ${only}, runOnly: ["color-contrast"] }).then(${asLines})`);
}

/** Every rule runs; what is well is not described. */
const only = 'resultTypes: ["violations"]';

const loadAxe = async (page: Page): Promise<void> => {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe.source);
};

const asLines = "({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))";
