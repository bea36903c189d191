/** Where on this tab a line of the checklist leads to. */
export const SECRETS = 'telaris-secrets';
export const REFUSED_CALLS = 'telaris-refused-calls';
