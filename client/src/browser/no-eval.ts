import * as z from "zod";

/** A page's CSP forbids eval: without this the mere making of a schema tries it, and the browser reports a violation. Comes before all schemas. */
z.config({ jitless: true });
