/** Help that several commands share. */
export const JSON_HELP = "Print one JSON object; errors too, on standard error";
export const SERVER = ["--server <url>", "The server (default: TACET_SERVER, or http://localhost:8080)"] as const;
