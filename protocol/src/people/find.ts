import { endpoint, json } from "../endpoint.ts";
import { FoundByName, FoundByPhone, Person } from "./person.ts";

export const FindByUsername = endpoint({
  name: "findByUsername",
  summary: "Find somebody by the exact username, as far as that account allows; thirty look-ups a day",
  method: "POST",
  path: "/v1/people/find-by-username",
  auth: "session",
  rate: "read",
  body: json(FoundByName),
  reply: json(Person),
  errors: ["person_not_found", "daily_limit_reached", "outcome_unknown"],
});

export const FindByPhone = endpoint({
  name: "findByPhone",
  summary: "Find somebody by the exact phone number, as far as that account allows; thirty look-ups a day",
  method: "POST",
  path: "/v1/people/find-by-phone",
  auth: "session",
  rate: "read",
  body: json(FoundByPhone),
  reply: json(Person),
  errors: ["person_not_found", "daily_limit_reached", "outcome_unknown"],
});
