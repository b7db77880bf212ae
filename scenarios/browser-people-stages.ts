import { join, joinElsewhere } from "./browser-accounts.ts";
import { goTo, type Stage } from "./browser-pages.ts";

async function openPeople({ page, origin }: Stage, username: string): Promise<void> {
  await join(page, origin, username);
  await goTo(page, `${origin}/account/people`, "People");
}

async function find({ page }: Stage, username: string): Promise<void> {
  await page.getByRole("textbox", { name: "Username" }).fill(username);
  await page.getByRole("button", { name: "Find", exact: true }).click();
}

/** What people have to do with each other, in the states that look of their own. */
export const peopleStages = {
  people: async (stage) => {
    const { page, origin } = stage;
    await join(page, origin, "petra");
    const { account, people } = await joinElsewhere(origin, "rosa");
    await account.changeProfile({ displayName: "Rosa \u202Egnp.exe", bio: "Bakes bread.\nhttps://bread.example" });
    await people.ask("petra", "We met at the lake, remember?");
    await goTo(page, `${origin}/account/people`, "People");
    await find(stage, "Rosa@localhost");
    await page.getByLabel("A few words").fill("Is this your bread?");
    await page.getByText("a request waits").waitFor();
  },
  "people, nobody": async (stage) => {
    await openPeople(stage, "quentin");
    await find(stage, "nobody-here");
    await stage.page.getByText("Nobody can be found by this.").waitFor();
    await stage.page.getByText("Nobody asks to write to you.").waitFor();
  },
  "people, a report": async (stage) => {
    const { page, origin } = stage;
    await joinElsewhere(origin, "samir");
    await openPeople(stage, "tilda");
    await find(stage, "samir");
    await page.getByRole("button", { name: "Block" }).click();
    await page.getByText("samir is blocked").waitFor();
    await page.getByRole("tab", { name: "Blocked" }).click();
    await page.getByRole("button", { name: "Report… samir" }).click();
    await page.getByRole("dialog").getByLabel("What happened").fill("Sends me the same advertisement every day.");
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
