export { connectPeople, type People } from "./connect-people.ts";
