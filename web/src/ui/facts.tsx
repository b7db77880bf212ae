import type { ReactNode } from "react";

interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

export const Facts = ({ facts }: FactsProps) => (
  <dl className="border-line divide-line divide-y border-y">
    {facts.map(([name, value]) => (
      <div key={name} className="flex flex-wrap justify-between gap-x-8 gap-y-1 py-3">
        <dt className="text-muted">{name}</dt>
        <dd className="tabular-nums">{value}</dd>
      </div>
    ))}
  </dl>
);
