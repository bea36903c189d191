import { setupServer } from 'msw/node';

/** Answers in place of the shop; each test says how. */
export const server = setupServer();
