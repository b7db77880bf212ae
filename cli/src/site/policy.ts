/** The directives of a Content-Security-Policy that are not the same in another, such as `script-src, connect-src`. */
export function changedDirectives(policy: string, other: string): string {
  const [expected, given] = [directivesOf(policy), directivesOf(other)];
  const names = new Set([...expected.keys(), ...given.keys()]);
  const changed = [...names].filter((name) => expected.get(name) !== given.get(name));
  return changed.join(", ") || "written differently";
}

function directivesOf(policy: string): ReadonlyMap<string, string> {
  const directives = policy.split(";").map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = "", ...values]) => [name.toLowerCase(), values.join(" ")]));
}
