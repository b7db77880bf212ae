import type { Command } from "commander";

/** Shown at the end of a command's help. */
const examples: Readonly<Record<string, readonly string[]>> = {
  note: [
    "tacet note < secret.txt",
    "tacet note --passphrase --expires 2h      # write in your editor, then be asked for a passphrase",
    "pwgen 20 1 | tacet note --server https://notes.example --json",
  ],
  open: [
    "tacet open                                # asks for the link, prints the text",
    "tacet open - --out key.pem < link.txt",
  ],
  receipt: ["tacet receipt                             # asks for your link", "tacet receipt - --json < mine.txt"],
  burn: ["tacet burn                                # asks for your link, and whether you are sure"],
  verify: ["tacet verify https://notes.example", "tacet verify https://notes.example --release web-hashes.json --json"],
  register: [
    "tacet register alice --server https://notes.example",
    "tacet register alice --sign-in phrase     # Enter alone, and six words are drawn for you",
  ],
  login: [
    "tacet login alice                         # asks for the password",
    "tacet login alice --password-file p.txt --phrase-file words.txt --keyring",
  ],
  logout: ["tacet logout", "tacet logout --all-others"],
  whoami: ["tacet whoami --json"],
  devices: ["tacet devices", 'tacet devices end "old laptop"'],
  send: ["tacet send bob < message.txt", 'tacet send bob@notes.example --subject "Saturday" "see you at nine"'],
  read: ["tacet read bob", "tacet read bob --last 5 --peek --json"],
  inbox: ["tacet inbox --unread"],
  completions: [
    "source <(tacet completions bash)          # in ~/.bashrc",
    'tacet completions zsh > "${fpath[1]}/_tacet"',
    "tacet completions fish > ~/.config/fish/completions/tacet.fish",
  ],
};

export function addExamples(program: Command): void {
  for (const command of program.commands) addExamplesTo(command, examples[command.name()] ?? []);
}

export function addExamplesTo(command: Command, lines: readonly string[]): void {
  if (lines.length === 0) return;
  command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}
