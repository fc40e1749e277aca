/** How much a test file looked at in the browser: told at its end, and nothing is a failure. */
export const looked = { documents: 0, audits: 0, rules: 0, pictures: 0 };
