import { expect, test } from "bun:test";
import { createGroupCommit, type Writer } from "./group-commit.ts";

/** A writer that remembers its statements and fails those it is told to. */
function createScriptedWriter(changes: Partial<Writer> = {}, fail: (statement: string) => unknown = () => undefined) {
  const statements: string[] = [];
  let isOpen = false;
  const writer: Writer = {
    begin: async () => {
      statements.push("BEGIN");
      isOpen = true;
    },
    execute: (statement) => {
      statements.push(statement);
      const error = fail(statement);
      if (error !== undefined) throw error;
      if (statement === "COMMIT" || statement === "ROLLBACK") isOpen = false;
    },
    isInTransaction: () => isOpen,
    leavesOutcomeUnknown: () => false,
    explain: (error) => error,
    elapsed: () => 0,
    ...changes,
  };
  return { commit: createGroupCommit(writer), statements };
}

const outcomes = async (promises: readonly Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(promises)).map((outcome) =>
    outcome.status === "fulfilled" ? outcome.value : String(outcome.reason),
  );

test("works that wait share one commit, in their order, and one that fails rolls back alone", async () => {
  const { commit, statements } = createScriptedWriter();
  const works = [
    commit(async () => 1),
    commit(async () => {
      throw new Error("two");
    }),
    commit(async () => 3),
  ];
  expect(await outcomes(works)).toEqual([1, "Error: two", 3]);
  const ok = ["SAVEPOINT work", "RELEASE work"];
  expect(statements).toEqual(["BEGIN", ...ok, "SAVEPOINT work", "ROLLBACK TO work", "RELEASE work", ...ok, "COMMIT"]);
});

test("nobody is told anything, good or bad, before the commit", async () => {
  const told: string[] = [];
  const { commit } = createScriptedWriter({}, (statement) => {
    if (statement === "COMMIT") expect(told).toEqual([]);
  });
  await outcomes([
    commit(async () => 1).then(() => told.push("good")),
    commit(async () => {
      throw new Error("bad");
    }).catch(() => told.push("bad")),
  ]);
  expect(told.toSorted()).toEqual(["bad", "good"]);
});

test("at most 256 works share a commit", async () => {
  const { commit, statements } = createScriptedWriter();
  await Promise.all(Array.from({ length: 300 }, () => commit(async () => 0)));
  expect(statements.filter((statement) => statement === "COMMIT")).toHaveLength(2);
  expect(statements.indexOf("COMMIT")).toBe(1 + 2 * 256);
});

test("a commit ends after two milliseconds of work", async () => {
  let ms = 0;
  const { commit, statements } = createScriptedWriter({ elapsed: () => ms });
  const slow = async (): Promise<void> => {
    ms += 1;
  };
  await Promise.all(Array.from({ length: 6 }, () => commit(slow)));
  expect(statements.filter((statement) => statement === "COMMIT")).toHaveLength(3);
});

test("when a shared commit fails, each work is tried again alone", async () => {
  let commits = 0;
  const { commit } = createScriptedWriter({}, (statement) => {
    if (statement !== "COMMIT") return undefined;
    commits += 1;
    return commits === 1 || commits === 3 ? new Error("full") : undefined;
  });
  expect(await outcomes([commit(async () => 1), commit(async () => 2), commit(async () => 3)])).toEqual([
    1,
    "Error: full",
    3,
  ]);
});

test("a work that breaks the whole transaction does not take the others with it", async () => {
  let isBroken = false;
  let releases = 0;
  const { commit } = createScriptedWriter({}, (statement) => {
    if (!isBroken || !statement.startsWith("ROLLBACK TO")) return undefined;
    isBroken = false;
    releases += 1;
    return new Error("no such savepoint");
  });
  const breaking = async (): Promise<never> => {
    isBroken = true;
    throw new Error("disk full");
  };
  const told = await outcomes([commit(async () => 1), commit(breaking), commit(async () => 3)]);
  expect(told).toEqual([1, "Error: disk full", 3]);
  expect(releases).toBe(2);
});

const isFlush = (statement: string) => (statement === "COMMIT" ? new Error("I/O") : undefined);

test("when flushing the commit fails, the outcome is unknown to all who shared it, and none is run again", async () => {
  let runs = 0;
  const work = async (): Promise<void> => {
    runs += 1;
  };
  const { commit } = createScriptedWriter({ leavesOutcomeUnknown: () => true }, isFlush);
  const told = await Promise.allSettled([commit(work), commit(work)]);
  expect(told.map((outcome) => outcome.status === "rejected" && Reflect.get(Object(outcome.reason), "code"))).toEqual([
    "outcome_unknown",
    "outcome_unknown",
  ]);
  expect(runs).toBe(2);
});

test("when the write lock cannot be had, all who wait are told, and the next ones try again", async () => {
  let isBusy = true;
  const begin = async (): Promise<void> => {
    if (isBusy) throw new Error("busy");
  };
  const { commit } = createScriptedWriter({ begin });
  expect(await outcomes([commit(async () => 1), commit(async () => 2)])).toEqual(["Error: busy", "Error: busy"]);
  isBusy = false;
  expect(await commit(async () => 3)).toBe(3);
});
