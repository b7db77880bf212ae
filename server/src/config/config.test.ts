import { expect, test } from "bun:test";
import { isLoopbackMode } from "./checks.ts";
import { configurationPage, describeConfig } from "./describe.ts";
import { readConfig, type Config } from "./config.ts";

type Env = Record<string, string>;
const RING = "k1:q1J4T4xY0m3l2Zk9Qb7cR8sV5wX6yA1BdEfGhIjKlM8=";

const read = (env: Env, file?: string) =>
  readConfig({
    env,
    isReadByOthers: (path) => path.startsWith("/public/"),
    readFile: () => {
      if (file === undefined) throw new Error("ENOENT");
      return file;
    },
  });
const config = (env: Env = {}): Config => read(env).config;
const refusal = (env: Env, file?: string): string => {
  try {
    read(env, file);
  } catch (error) {
    return error instanceof Error && error.name === "ConfigError"
      ? error.message
      : `not a ConfigError: ${String(error)}`;
  }
  return "accepted";
};

test("without any setting the server is local, on port 8080, with SQLite in ./data", () => {
  expect(config()).toMatchObject({
    host: "127.0.0.1",
    port: 8080,
    publicUrl: "http://localhost:8080",
    name: "localhost",
    databaseUrl: "sqlite:data/tacet.db",
    notesMaxBytes: 10 * 2 ** 30,
    notesBytesPerDay: 256 * 2 ** 20,
    notesLeaseMs: 60_000,
    shutdownDeadlineMs: 20_000,
    insecureHttp: "no",
  });
  expect(config().masterKey).toBeUndefined();
});

test("defaults follow from the settings they depend on", () => {
  const set = config({ TACET_PORT: "9000", TACET_DATA: "/srv/tacet", TACET_TLS_CERT: "c.pem", TACET_TLS_KEY: "k.pem" });
  expect(set.publicUrl).toBe("https://localhost:9000");
  expect(set.databaseUrl).toBe("sqlite:/srv/tacet/tacet.db");
  expect(config({ TACET_PUBLIC_URL: "https://Notes.Example:443/" })).toMatchObject({
    publicUrl: "https://notes.example",
    name: "notes.example",
  });
});

test("the environment wins over the file, and the file over the default", () => {
  const file = 'port = 7000\nlog_level = "warn"\ntrusted_proxies = ["10.0.0.0/8", "::1"]\n';
  const { config: set, texts } = read({ TACET_CONFIG: "tacet.toml", TACET_LOG_LEVEL: "debug" }, file);
  expect([set.port, set.logLevel, set.trustedProxies]).toEqual([7000, "debug", ["10.0.0.0/8", "::1"]]);
  const sourceOf = (name: string) => texts.get(name)?.source;
  expect(["TACET_PORT", "TACET_LOG_LEVEL", "TACET_HOST"].map(sourceOf)).toEqual(["file", "environment", "default"]);
});

const inFile = (file: string): string => refusal({ TACET_CONFIG: "t.toml" }, file);

const refusals: readonly (readonly [string, Env, RegExp])[] = [
  ["a port that is none", { TACET_PORT: "80x" }, /^TACET_PORT \(environment\) must be a whole number .* not "80x"\.$/],
  ["a port that is too high", { TACET_PORT: "65536" }, /whole number from 0 to 65535/],
  ["an empty value", { TACET_METRICS_TOKEN: " " }, /is empty: give it a value or remove it/],
  ["a misspelt name", { TACET_PUBLIC_ULR: "https://a.example" }, /did you mean TACET_PUBLIC_URL\?/],
  ["a size without a known unit", { TACET_NOTES_MAX_BYTES: "10GB" }, /a size such as 512MiB/],
  ["a lease out of its range", { TACET_NOTES_LEASE: "2h" }, /from 5s to 1h/],
  ["a public URL with a path", { TACET_PUBLIC_URL: "https://a.example/notes" }, /without path, query or credentials/],
  ["a public URL with a password", { TACET_PUBLIC_URL: "https://u:p@a.example" }, /without path, query or credentials/],
  ["a public URL with a query", { TACET_PUBLIC_URL: "https://a.example/?" }, /without path, query or credentials/],
  ["another scheme", { TACET_PUBLIC_URL: "ftp://a.example" }, /an address such as/],
  [
    "plain HTTP in the open",
    { TACET_PUBLIC_URL: "http://192.168.1.5:8080" },
    /use https, or set TACET_INSECURE_HTTP=yes/,
  ],
  ["half of TLS", { TACET_TLS_CERT: "c.pem" }, /set both, or neither/],
  [
    "TLS under a plain public URL",
    { TACET_TLS_CERT: "c", TACET_TLS_KEY: "k", TACET_PUBLIC_URL: "http://localhost" },
    /must start with https/,
  ],
  ["any origin", { TACET_ORIGINS: "*" }, /never \*/],
  ["an origin with a path", { TACET_ORIGINS: "https://app.example/x" }, /without a path/],
  ["a proxy that is no address", { TACET_TRUSTED_PROXIES: "10.0.0.0/8,proxy" }, /addresses or networks/],
  ["PostgreSQL without a key", { TACET_DATABASE: "postgres://u@db/t" }, /needs TACET_MASTER_KEY/],
  ["Redis beside SQLite", { TACET_REDIS: "redis://localhost" }, /^TACET_REDIS joins .* TACET_DATABASE is SQLite/],
  ["a Redis that is no address", { TACET_REDIS: "localhost:6379" }, /must be redis:\/\/user:password@host:6379 or/],
  ["a Redis without a host", { TACET_REDIS: "redis:///0" }, /must be redis:\/\/user:password@host:6379 or/],
  ["two master keys", { TACET_MASTER_KEY: RING, TACET_MASTER_KEY_FILE: "k" }, /keep one/],
  ["another database", { TACET_DATABASE: "mysql://db/t" }, /sqlite:PATH or postgres/],
  ["a sender of texts that is none", { TACET_SMS: "twilio,pigeon" }, /one or more of console, twilio, .* each once/],
  ["a sender of texts named twice", { TACET_SMS: "console,console" }, /each once/],
  ["texts without countries", { TACET_SMS: "vonage" }, /needs TACET_SMS_COUNTRIES, the countries .* at your cost/],
  ["a country that is none", { TACET_SMS_COUNTRIES: "DE,UK" }, /ISO codes of countries/],
  ["a country beside all", { TACET_SMS_COUNTRIES: "DE,all" }, /ISO codes of countries/],
  ["plain HTTP to a gateway elsewhere", { TACET_SMS_WEBHOOK_URL: "http://sms.example/" }, /such as https:\/\/sms/],
  ["a gateway with credentials", { TACET_SMS_WEBHOOK_URL: "https://u:p@sms.example/" }, /without credentials/],
  ["a brand that Vonage does not take", { TACET_VONAGE_BRAND: "https://a" }, /1 to 18 characters/],
  ["a relay that is no address", { TACET_SMTP_URL: "mail.example:587" }, /must be smtp:\/\/user:password@host:587 or/],
  ["a relay without a sender", { TACET_SMTP_URL: "smtp://mail.example" }, /belong together: set both/],
  ["a sender without a relay", { TACET_MAIL_FROM: "tacet@notes.example" }, /belong together: set both/],
  ["an operator's address without a relay", { TACET_OPERATOR_EMAIL: "op@notes.example" }, /needs TACET_SMTP_URL/],
  ["two addresses of an operator", { TACET_OPERATOR_EMAIL: "a@b.example, c@d.example" }, /must be an address such as/],
  ["a webhook without a secret", { TACET_OPERATOR_WEBHOOK: "https://ops.example/x" }, /belong together: set both/],
  ["a webhook in clear", { TACET_OPERATOR_WEBHOOK: "http://ops.example/x" }, /must be an address such as https:/],
  ["a sender that is no address", { TACET_MAIL_FROM: "tacet" }, /must be an address such as .* not "tacet"\.$/],
  ["a file that is not there", { TACET_CONFIG: "/nowhere.toml" }, /cannot be read/],
];

test.each(refusals)("%s stops the start with one sentence", (_, env, sentence) => {
  expect(refusal(env)).toMatch(sentence);
  expect(refusal(env)).not.toContain("\n");
});

test("a file with an unknown key, a table or broken TOML stops the start", () => {
  expect(inFile('public_ur = "x"')).toMatch(/"public_ur", which is not a setting: did you mean public_url\?/);
  expect(inFile("[port]\nx = 1")).toMatch(/not a table/);
  expect(inFile('metrics_token = "marker-of-a-secret')).toMatch(/is not valid TOML/);
  expect(inFile('metrics_token = "marker-of-a-secret')).not.toContain("marker");
});

test("short, default and malformed secrets are refused, and never repeated", () => {
  for (const secret of ["changeme", "aaaaaaaaaaaaaaaaaaaaaaaa", "with space in it 1234"]) {
    expect(refusal({ TACET_METRICS_TOKEN: secret })).toMatch(/a secret of 16 or more/);
    expect(refusal({ TACET_METRICS_TOKEN: secret })).not.toContain(secret);
  }
  for (const ring of ["secret", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", `${RING},k2`]) {
    expect(refusal({ TACET_MASTER_KEY: ring })).toMatch(/keys of 32 bytes/);
    expect(refusal({ TACET_MASTER_KEY: ring })).not.toContain(ring);
  }
  expect(refusal({ TACET_DATABASE: "postgres://u:marker@[" })).not.toContain("marker");
  expect(refusal({ TACET_REDIS: "redis://u:marker@db.internal/x" })).toMatch(/^TACET_REDIS \(environment\) must be/);
  expect(refusal({ TACET_REDIS: "redis://u:marker@db.internal/x" })).not.toContain("marker");
  expect(refusal({ TACET_SMTP_URL: "smtp://u:marker@mail.example/x" })).toMatch(/^TACET_SMTP_URL \(environment\) must/);
  expect(refusal({ TACET_SMTP_URL: "smtp://u:marker@mail.example/x" })).not.toContain("marker");
});

const account = { TACET_TWILIO_ACCOUNT_SID: `AC${"1f".repeat(16)}`, TACET_TWILIO_AUTH_TOKEN: "0123456789abcdef" };
const apiKey = { TACET_TWILIO_API_KEY: `SK${"2e".repeat(16)}`, TACET_TWILIO_API_SECRET: "0123456789abcdef" };
const vonage = { TACET_VONAGE_API_KEY: "abcd1234", TACET_VONAGE_API_SECRET: "0123456789abcdef" };
const webhook = { TACET_SMS_WEBHOOK_URL: "http://localhost:9/", TACET_SMS_WEBHOOK_SECRET: `whsec_${RING.slice(3)}` };

const senders: readonly (readonly [string, Env])[] = [
  ["twilio", { ...account, TACET_TWILIO_FROM: "+15017122661" }],
  ["twilio-verify", { ...account, TACET_TWILIO_VERIFY_SERVICE: `VA${"4c".repeat(16)}` }],
  ["vonage", { ...vonage, TACET_VONAGE_FROM: "AcmeInc" }],
  ["vonage-verify", { ...vonage, TACET_VONAGE_BRAND: "Acme Inc" }],
  ["webhook", webhook],
];

test.each(senders)("TACET_SMS=%s without any one of its settings stops the start with its name", (sms, needed) => {
  const env = { TACET_SMS: sms, TACET_SMS_COUNTRIES: "DE,AT" };
  expect(config({ ...env, ...needed }).smsCountries).toEqual(["DE", "AT"]);
  for (const name of Object.keys(needed)) {
    const rest = Object.fromEntries(Object.entries(needed).filter(([other]) => other !== name));
    expect(refusal({ ...env, ...rest })).toMatch(new RegExp(`^TACET_SMS names ${sms}, which needs .*${name}`));
  }
});

test("Twilio is asked with an API key or the auth token, and sends from a number or a service, never both", () => {
  const env = { TACET_SMS: "twilio", TACET_SMS_COUNTRIES: "all", TACET_TWILIO_FROM: "+15017122661" };
  const { TACET_TWILIO_AUTH_TOKEN: _, ...sid } = account;
  expect(config({ ...env, ...sid, ...apiKey }).sms).toEqual(["twilio"]);
  expect(refusal({ ...env, ...account, ...apiKey })).toMatch(/both set: keep one, the API key/);
  const { TACET_TWILIO_API_KEY: __, ...half } = apiKey;
  expect(refusal({ ...env, ...sid, ...half })).toMatch(/needs TACET_TWILIO_API_KEY beside/);
  const service = { TACET_TWILIO_MESSAGING_SERVICE: `MG${"3d".repeat(16)}` };
  expect(refusal({ ...env, ...account, ...service })).toMatch(/are both set: keep one/);
});

test("texts on the console are for loopback mode alone, also as a second sender", () => {
  expect(config({ TACET_SMS: "console" }).sms).toEqual(["console"]);
  const open: readonly Env[] = [
    { TACET_HOST: "0.0.0.0" },
    { TACET_PUBLIC_URL: "https://a.example" },
    { TACET_TRUSTED_PROXIES: "127.0.0.1" },
  ];
  for (const env of open) {
    expect(refusal({ ...env, TACET_SMS: "console" })).toMatch(/^TACET_SMS=console writes phone numbers and codes/);
    const second = { TACET_SMS: "webhook,console", TACET_SMS_COUNTRIES: "DE", ...webhook };
    expect(refusal({ ...env, ...second })).toMatch(/^TACET_SMS=console writes phone numbers and codes/);
  }
});

test("a described configuration shows no secret", () => {
  const described = describeConfig(
    read({
      TACET_MASTER_KEY: RING,
      TACET_METRICS_TOKEN: "0123456789abcdef0123",
      ...account,
      ...vonage,
      ...webhook,
      TACET_SMS_WEBHOOK_URL: "https://sms.example/send?token=marker",
      TACET_DATABASE: "postgres://tacet:marker@db.internal/tacet?sslpassword=marker",
      TACET_REDIS: "rediss://tacet:marker@redis.internal:6380/2",
      TACET_SMTP_URL: "smtps://marker-of-a-token:marker@mail.internal:4650",
      TACET_MAIL_FROM: "tacet@notes.example",
      TACET_OPERATOR_WEBHOOK: "https://ops.example/marker?token=marker",
      TACET_OPERATOR_WEBHOOK_SECRET: webhook.TACET_SMS_WEBHOOK_SECRET,
    }),
  );
  const text = JSON.stringify(described);
  expect(text).not.toContain(RING);
  expect(text).not.toContain("0123456789abcdef");
  expect(text).not.toContain("marker");
  expect(text).toContain("db.internal");
  expect(text).toContain("rediss://tacet:hidden@redis.internal:6380/2");
  expect(text).toContain("mail.internal:4650");
});

test("loopback mode needs a loopback listener, a loopback public URL and no proxy", () => {
  expect(isLoopbackMode(config())).toBe(true);
  expect(isLoopbackMode(config({ TACET_PUBLIC_URL: "http://[::1]:8080", TACET_HOST: "::1" }))).toBe(true);
  expect(isLoopbackMode(config({ TACET_HOST: "0.0.0.0" }))).toBe(false);
  expect(isLoopbackMode(config({ TACET_PUBLIC_URL: "https://a.example" }))).toBe(false);
  expect(isLoopbackMode(config({ TACET_TRUSTED_PROXIES: "127.0.0.1" }))).toBe(false);
});

test("the page about the configuration names every setting", () => {
  for (const { name } of describeConfig(read({}))) expect(configurationPage()).toContain(`\`${name}\``);
});

test("a configuration file that holds a secret is its owner's alone", () => {
  const secrets = [
    `master_key = "${RING}"`,
    'database = "postgres://tacet:hunter2@db/tacet"\nmaster_key_file = "/k"',
    'smtp_url = "smtp://tacet:hunter2@mail.example"\nmail_from = "tacet@notes.example"',
  ];
  for (const text of secrets) {
    expect(refusal({ TACET_CONFIG: "/public/tacet.toml" }, text)).toContain("run chmod 600 /public/tacet.toml");
    expect(refusal({ TACET_CONFIG: "/private/tacet.toml" }, text)).toBe("accepted");
  }
  expect(refusal({ TACET_CONFIG: "/public/tacet.toml" }, "port = 8081")).toBe("accepted");
});
