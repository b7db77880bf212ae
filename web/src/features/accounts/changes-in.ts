/** What of a draft differs from what is saved; undefined when nothing does. */
export function changesIn<Draft extends object>(draft: Draft, saved: Draft): Partial<Draft> | undefined {
  const names = Object.keys(draft).filter((name): name is keyof Draft & string => name in saved);
  const changed = names.filter((name) => draft[name] !== saved[name]);
  if (changed.length === 0) return undefined;
  const changes: Partial<Draft> = {};
  for (const name of changed) changes[name] = draft[name];
  return changes;
}
